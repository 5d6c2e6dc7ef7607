import { ISignal, Signal } from '@lumino/signaling';

/** Minutes for which one may wait. */
const LIMITS = [60, 240, 720, 1440, 4320] as const;

/** For which kernels a stop is to wait, and how long at most. */
export class Choice {
  get changed(): ISignal<Choice, void> {
    return this._changed;
  }

  readonly limits: readonly number[] = LIMITS;

  get limitMinutes(): number {
    return this._limitMinutes;
  }

  set limitMinutes(minutes: number) {
    this._limitMinutes = minutes;
    this._changed.emit();
  }

  /** Whether a kernel is waited for: all are, but those that were taken out. */
  has(kernel: string): boolean {
    return !this._out.has(kernel);
  }

  set(kernel: string, isIn: boolean): void {
    if (isIn) {
      this._out.delete(kernel);
    } else {
      this._out.add(kernel);
    }
    this._changed.emit();
  }

  private _limitMinutes = 720;
  private _out = new Set<string>();
  private _changed = new Signal<Choice, void>(this);
}
