import * as React from 'react';

/** How far below the beginning of what scrolls an element is, in px; follows when what is above changes its height. */
export function useTopIn(
  element: React.RefObject<HTMLElement>,
  scroller: HTMLElement
): number {
  const [top, setTop] = React.useState(0);
  const measure = () => {
    if (element.current) {
      const distance =
        element.current.getBoundingClientRect().top -
        scroller.getBoundingClientRect().top;
      setTop(Math.round(distance + scroller.scrollTop));
    }
  };
  React.useLayoutEffect(measure);
  React.useEffect(() => {
    const observer = new ResizeObserver(measure);
    for (const part of scroller.children) {
      observer.observe(part);
    }
    return () => observer.disconnect();
  }, [scroller]);
  return top;
}
