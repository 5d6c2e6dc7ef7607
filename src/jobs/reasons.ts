/** What can be read out of AWS's texts. */

/** The instance type that a text names; null when it names none. */
export function instanceIn(text: string): string | null {
  return /\bml\.[a-z0-9-]+\.[a-z0-9-]*[a-z0-9]\b/.exec(text)?.[0] ?? null;
}

/** A quota as ResourceLimitExceeded tells of it (reported). */
export interface IQuota {
  readonly name: string;
  readonly limit: number;
  /** How many there are; null when not told. */
  readonly used: number | null;
}

/** `The account-level service limit 'NAME' is 2 Apps, with current utilization of 2 Apps ...` */
export function quotaIn(text: string): IQuota | null {
  const limit = /service limit '([^']+)' is (\d+)/.exec(text);
  const used = /utilization of (\d+)/.exec(text);
  return (
    limit && {
      name: limit[1],
      limit: Number(limit[2]),
      used: used && Number(used[1])
    }
  );
}

/** Hours that AWS asks to wait before a volume is changed again; 6 where the text gives no number (reported). */
export function hoursIn(text: string): number {
  return Number(/at least (\d+) hours/.exec(text)?.[1] ?? 6);
}
