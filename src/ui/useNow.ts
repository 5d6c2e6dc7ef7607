import * as React from 'react';

/** The time, renewed every `interval` ms while the component is shown and `active`, and the page is visible. */
export function useNow(interval: number, active = true): number {
  const [now, setNow] = React.useState(() => Date.now());
  React.useEffect(() => {
    if (!active) {
      return;
    }
    let timer: ReturnType<typeof setInterval> | undefined;
    const go = () => {
      clearInterval(timer);
      if (document.visibilityState === 'visible') {
        setNow(Date.now());
        timer = setInterval(() => setNow(Date.now()), interval);
      }
    };
    go();
    document.addEventListener('visibilitychange', go);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', go);
    };
  }, [interval, active]);
  return now;
}

/** The time, renewed as often as shows in how long something has lasted: by the second in its first minute. */
export function useNowSince(since: Date | null): number {
  const isNew = since !== null && Date.now() - since.getTime() < 60_000;
  return useNow(isNew ? 1000 : 30_000);
}
