import * as React from 'react';

/** Rows beyond the edges of what is seen, so that a quick turn of the wheel does not show emptiness. */
const BEYOND = 5;

interface IWindowOptions {
  /** What the rows are known by, in their order. */
  readonly keys: readonly string[];
  /** About how high a row is, in px, before it was measured. */
  readonly rowHeight: number;
  /** What scrolls. */
  readonly scroller: HTMLElement;
  /** How far below the beginning of what scrolls the first row is, px. */
  readonly top: number;
  /** How much of the scroller's top is covered, px. */
  readonly covered: number;
}

/** The part of a list that is in view. */
export interface IWindow {
  /** The first row that is to be in the page, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Where a row begins, px below the first one; that after the last is the height of all. */
  readonly offsetOf: (index: number) => number;
  /** Follow the height of a row while it is in the page; the result ends it. */
  readonly measure: (row: HTMLElement, key: string) => () => void;
  /** Scroll as little as is needed for a row to be seen, unless it is too high for that. */
  readonly reveal: (index: number) => void;
  /** How much of the list is seen at a time, px. */
  readonly height: number;
}

/** Which rows of a list are in view; the rows may have any height. */
export function useWindow(options: IWindowOptions): IWindow {
  const { keys, rowHeight, scroller, top, covered } = options;
  const [, render] = React.useReducer((count: number) => count + 1, 0);
  const heights = React.useRef(new Map<string, number>());
  const offsets = new Float64Array(keys.length + 1);
  keys.forEach((key, index) => {
    offsets[index + 1] =
      offsets[index] + (heights.current.get(key) ?? rowHeight);
  });

  const seen = () => {
    const from = scroller.scrollTop - top;
    const first = rowAt(offsets, from) - BEYOND;
    const end = rowAt(offsets, from + scroller.clientHeight) + 1 + BEYOND;
    return { first: Math.max(first, 0), end: Math.min(end, keys.length) };
  };
  const { first, end } = seen();
  const look = React.useRef(() => {});
  look.current = () => {
    const now = seen();
    if (now.first !== first || now.end !== end) {
      render();
    }
  };
  React.useEffect(() => {
    const onChange = () => look.current();
    const observer = new ResizeObserver(onChange);
    observer.observe(scroller);
    scroller.addEventListener('scroll', onChange, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', onChange);
    };
  }, [scroller]);

  const measure = React.useCallback((row: HTMLElement, key: string) => {
    const note = () => {
      const { height } = row.getBoundingClientRect();
      if (heights.current.get(key) !== height) {
        heights.current.set(key, height);
        render();
      }
    };
    const observer = new ResizeObserver(note);
    observer.observe(row);
    note();
    return () => observer.disconnect();
  }, []);

  const height = scroller.clientHeight - covered;
  return {
    first,
    end,
    height,
    offsetOf: index => offsets[index],
    measure,
    reveal: index => {
      const from = top + offsets[index] - covered;
      const to = top + offsets[index + 1] - scroller.clientHeight;
      if (to > from) {
        return;
      }
      if (scroller.scrollTop > from) {
        scroller.scrollTop = from;
      } else if (scroller.scrollTop < to) {
        scroller.scrollTop = to;
      }
    }
  };
}

/** The row at a place: the last that begins there or before; the first for what is above all. */
function rowAt(offsets: Float64Array, place: number): number {
  let low = 0;
  let high = Math.max(offsets.length - 2, 0);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (offsets[middle] <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
