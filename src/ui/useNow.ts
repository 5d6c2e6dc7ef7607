import * as React from 'react';

/** The time, renewed every `interval` ms while the component is shown and `active`. */
export function useNow(interval: number, active = true): number {
  const [now, setNow] = React.useState(() => Date.now());
  React.useEffect(() => {
    if (!active) {
      return;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval, active]);
  return now;
}

/** The time, renewed as often as shows in how long something has lasted: by the second in its first minute. */
export function useNowSince(since: Date | null): number {
  const isNew = since !== null && Date.now() - since.getTime() < 60_000;
  return useNow(isNew ? 1000 : 30_000);
}
