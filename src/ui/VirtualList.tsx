import * as React from 'react';
import { useTopIn } from './useTopIn';
import { IWindow, useWindow } from './useWindow';

/** What scrolls in the panel: the list has no scroll bar of its own. */
const SCROLLER = '.jp-Spaces-content';

interface IVirtualListProps<T> {
  readonly items: readonly T[];
  /** What an item is known by when the list changes. */
  readonly keyOf: (item: T) => string;
  /** The content of a row. Its first button gets the focus when one walks through the list. */
  readonly render: (item: T) => React.ReactNode;
  /** `data-` attributes of a row. */
  readonly dataOf?: (item: T) => Readonly<Record<`data-${string}`, string>>;
  /** About how high a row is, in px, before it was measured. */
  readonly rowHeight: number;
  /** How much of the panel's top is covered, in px, by what stays there. */
  readonly covered?: number;
  /** The item that is brought into view, whenever it becomes another; null for none. */
  readonly brought?: string | null;
  /** Called with the items that have a row, whenever these change. */
  readonly onShown?: (items: readonly T[]) => void;
  readonly label: string;
}

/**
 * A list of any length, of which only the rows in view are in the page.
 *
 * Arrow keys, Home, End, Page Up and Page Down walk through all of it. Rows may have any height, and change it.
 */
export function VirtualList<T>(props: IVirtualListProps<T>): JSX.Element {
  const [place, setPlace] = React.useState<HTMLElement | null>(null);
  const scroller = place?.closest<HTMLElement>(SCROLLER);
  return (
    <div ref={setPlace} className="jp-Spaces-virtual">
      {scroller && <Rows {...props} scroller={scroller} />}
    </div>
  );
}

function Rows<T>(
  props: IVirtualListProps<T> & { scroller: HTMLElement }
): JSX.Element {
  const { scroller, items, keyOf, render, dataOf, covered = 0 } = props;
  const { rowHeight, brought = null, onShown, label } = props;
  const begin = React.useRef<HTMLDivElement>(null);
  const list = React.useRef<HTMLUListElement>(null);
  const top = useTopIn(begin, scroller);
  /** The row with the focus stays in the page wherever one scrolls. */
  const focused = React.useRef<string | null>(null);
  /** The row that is to get the focus when it is there. */
  const goal = React.useRef<string | null>(null);
  const isWalking = useWalking(scroller);
  const [, update] = React.useReducer((count: number) => count + 1, 0);

  const keys = items.map(keyOf);
  const inView = useWindow({ keys, rowHeight, scroller, top, covered });
  const { first, end, height, offsetOf, measure, reveal } = inView;
  const indexOf = (key: string | null) =>
    key === null ? -1 : keys.indexOf(key);
  const away = [
    ...new Set([focused.current, goal.current].map(indexOf))
  ].filter(index => index >= 0 && (index < first || index >= end));
  const rows = [
    ...Array.from({ length: end - first }, (_, number) => first + number),
    ...away
  ].sort((a, b) => a - b);

  const shown = rows.map(index => keys[index]).join(' ');
  React.useEffect(() => {
    onShown?.(rows.map(index => items[index]));
  }, [shown]);

  React.useLayoutEffect(() => {
    if (brought !== null) {
      isWalking.current = true;
    }
  }, [brought]);

  React.useLayoutEffect(() => {
    const isLost =
      focused.current !== null && document.activeElement === document.body;
    const wanted = goal.current ?? (isLost ? focused.current : null);
    goal.current = null;
    if (wanted !== null) {
      const row = `li[data-index="${indexOf(wanted)}"] button`;
      list.current
        ?.querySelector<HTMLButtonElement>(row)
        ?.focus({ preventScroll: true });
    }
    // Rows get their true heights, and more to show, after one has come to them.
    const index = indexOf(focused.current ?? brought);
    if (isWalking.current && index >= 0) {
      reveal(index);
    }
  });

  const onKeyDown = (event: React.KeyboardEvent<HTMLUListElement>) => {
    const row = (event.target as Element).closest('li');
    if (!row || isTyping(event.target as Element)) {
      return;
    }
    const at = Number(row.dataset['index']);
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1
    }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    goal.current = keys[Math.min(Math.max(to, 0), items.length - 1)];
    isWalking.current = true;
    update();
  };

  return (
    <>
      <div ref={begin} style={{ height: offsetOf(first) }} />
      <ul
        ref={list}
        className="jp-Spaces-list"
        // Safari takes a list without marks for none.
        role="list"
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={event => {
          const row = (event.target as Element).closest('li');
          focused.current = row && keys[Number(row.dataset['index'])];
        }}
        onBlur={() => {
          focused.current = null;
        }}
      >
        {rows.map(index => (
          <Row
            key={keys[index]}
            name={keys[index]}
            measure={measure}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={items.length}
            {...dataOf?.(items[index])}
            style={
              away.includes(index)
                ? { position: 'absolute', top: offsetOf(index) }
                : undefined
            }
          >
            {render(items[index])}
          </Row>
        ))}
      </ul>
      <div style={{ height: offsetOf(items.length) - offsetOf(end) }} />
    </>
  );
}

interface IRowProps extends React.LiHTMLAttributes<HTMLLIElement> {
  readonly name: string;
  readonly measure: IWindow['measure'];
}

function Row({ name, measure, ...rest }: IRowProps): JSX.Element {
  const row = React.useRef<HTMLLIElement>(null);
  React.useLayoutEffect(
    () => (row.current ? measure(row.current, name) : undefined),
    [name, measure]
  );
  return <li ref={row} {...rest} />;
}

/** Whether a row is to stay in view: from a walk by keys, or since it was brought, until one scrolls by other means. */
function useWalking(scroller: HTMLElement): React.MutableRefObject<boolean> {
  const isWalking = React.useRef(false);
  React.useEffect(() => {
    const stop = () => {
      isWalking.current = false;
    };
    const events = ['wheel', 'touchmove', 'pointerdown'] as const;
    events.forEach(event =>
      scroller.addEventListener(event, stop, { passive: true })
    );
    return () =>
      events.forEach(event => scroller.removeEventListener(event, stop));
  }, [scroller]);
  return isWalking;
}

/** Keys belong to a field in which one types. */
function isTyping(element: Element): boolean {
  return element.matches('input, select, textarea');
}
