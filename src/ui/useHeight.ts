import * as React from 'react';

/** A reference for an element, and its height in px, which follows. */
export function useHeight<T extends HTMLElement>(): [
  React.RefObject<T>,
  number
] {
  const element = React.useRef<T>(null);
  const [height, setHeight] = React.useState(0);
  React.useLayoutEffect(() => {
    if (!element.current) {
      return;
    }
    const observer = new ResizeObserver(() =>
      setHeight(element.current?.offsetHeight ?? 0)
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, height];
}
