/** A list is read at most this often by itself, ms: the design's limit of four calls a minute at rest. */
const INTERVAL_MS = 30_000;

/** After errors the interval grows up to this, ms. */
const MOST_INTERVAL_MS = 300_000;

/** A list that took long is read less often: the interval is at least this many times its duration. */
const REST_FACTOR = 10;

/** When the next list is due, and how much of it. */
export class Pace {
  /** Interval between two lists in ms, as the user set it. */
  set wished(interval: number) {
    this._wished = Math.max(interval, 0);
  }

  /** As a Poll takes it. */
  get frequency(): { interval: number; backoff: boolean; max: number } {
    return {
      interval: this._interval,
      backoff: true,
      max: MOST_INTERVAL_MS
    };
  }

  /** A list was read; `whole`: to its end, not only what had changed. Times are ms since 1970. */
  read(started: number, ended: number, whole: boolean): void {
    this._duration = ended - started;
    this._ended = ended;
    if (whole) {
      this._nextWhole = ended + REST_FACTOR * this._duration;
    }
  }

  /** What was read is out of date. */
  forget(): void {
    this._ended = 0;
  }

  isDue(now: number): boolean {
    return now - this._ended > this._interval;
  }

  /** Whether the whole list is due: what takes a minute may be ten minutes old, a small domain's is always read to its end. */
  isWholeDue(now: number): boolean {
    return now >= this._nextWhole;
  }

  private get _interval(): number {
    return Math.min(
      Math.max(this._wished, REST_FACTOR * this._duration),
      MOST_INTERVAL_MS
    );
  }

  private _wished = INTERVAL_MS;
  private _duration = 0;
  private _ended = 0;
  private _nextWhole = 0;
}
