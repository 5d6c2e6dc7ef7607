const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * `5 GB`, `1.2 MB`. A GB has 2^30 bytes, as where AWS tells the size of a volume, and as `df -h` counts; a decimal below
 * ten only.
 */
export function formatBytes(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  // What would be rounded to 1,024 of a unit is 1 of the next.
  while (amount >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const text = amount.toLocaleString(undefined, {
    maximumFractionDigits: amount < 9.95 && unit > 0 ? 1 : 0
  });
  // As one piece, which no line break parts.
  return `${text}\u00a0${BYTE_UNITS[unit]}`;
}

/** A share (0 to 1) as `71 %`. Rounded down: 100 % is said of nothing that has room left. */
export function formatShare(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)}\u00a0%`;
}
