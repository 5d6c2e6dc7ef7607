/** The hour at which work begins again. */
const MORNING = 8;

/** The next morning, in the browser's time zone. */
export function nextMorning(now: Date): Date {
  return morningIn(now, now.getHours() < MORNING ? 0 : 1);
}

/** The morning of the next Monday; of today's where it is still to come. */
export function nextMonday(now: Date): Date {
  const days = (8 - now.getDay()) % 7;
  return morningIn(now, days > 0 ? days : now.getHours() < MORNING ? 0 : 7);
}

/** What an app costs from now until then, in USD. @param price - USD an hour */
export function costUntil(price: number, now: Date, until: Date): number {
  return (price * Math.max(0, until.getTime() - now.getTime())) / 3_600_000;
}

function morningIn(now: Date, days: number): Date {
  return new Date(
    now.getFullYear(),
    now.getMonth(),
    now.getDate() + days,
    MORNING
  );
}
