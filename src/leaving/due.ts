import type { IRunningApp } from '../spaces/running';
import { sameName } from '../spaces/space';

/** On which day one was last reminded of a space, by its name: `2026-11-24`. */
export type Reminded = Readonly<Record<string, string>>;

/** The day in the browser's time zone. */
export function dayOf(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The apps that somebody should be reminded of: their own, and that of the space they are in, which have run for longer
 * than so many hours. Once a day for each space.
 *
 * @param here - name of the space that one is in; null for none
 */
export function dueReminders(
  apps: readonly IRunningApp[],
  here: string | null,
  hours: number,
  reminded: Reminded,
  now: Date
): readonly IRunningApp[] {
  const since = now.getTime() - hours * 3_600_000;
  const today = dayOf(now);
  return apps.filter(({ app, space, ownership }) => {
    const created = app.created?.getTime();
    return (
      space !== null &&
      created !== undefined &&
      created <= since &&
      (ownership === 'yours' || sameName(space.name, here)) &&
      !(Object.hasOwn(reminded, space.name) && reminded[space.name] === today)
    );
  });
}

/** What is to be kept once these were told; what is of other days is of no use any more. */
export function afterReminders(
  reminded: Reminded,
  told: readonly string[],
  now: Date
): Reminded {
  const today = dayOf(now);
  return Object.fromEntries([
    ...Object.entries(reminded).filter(([, day]) => day === today),
    ...told.map(name => [name, today])
  ]);
}

/** What was kept, if it is of use. */
export function toReminded(kept: unknown): Reminded {
  return Object.fromEntries(
    Object.entries(kept ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string'
    )
  );
}
