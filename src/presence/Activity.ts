import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type { IPerson } from '../tokens';
import { nextChange, statusAt } from './status';

const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Whether one is at work, by what one does in this tab. */
export class Activity implements IDisposable {
  /** @param _idleMs - after how long without anything one is idle */
  constructor(private _idleMs: number) {
    INPUT.forEach(type =>
      document.addEventListener(type, this.touch, {
        capture: true,
        passive: true
      })
    );
    document.addEventListener('visibilitychange', this._onVisibility);
    this._onVisibility();
  }

  get status(): IPerson['status'] {
    return this._status;
  }

  get changed(): ISignal<Activity, void> {
    return this._changed;
  }

  set idleMs(value: number) {
    this._idleMs = value;
    this._look();
  }

  /** Something was done. */
  touch = (): void => {
    this._input = Date.now();
    // The timer finds out when that was long ago: it need not be set at each move of the mouse.
    if (this._status !== 'active') {
      this._look();
    }
  };

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    INPUT.forEach(type =>
      document.removeEventListener(type, this.touch, { capture: true })
    );
    document.removeEventListener('visibilitychange', this._onVisibility);
    Signal.clearData(this);
  }

  private _onVisibility = (): void => {
    if (document.visibilityState === 'hidden') {
      this._hidden ??= Date.now();
    } else {
      this._hidden = null;
      this._input = Date.now();
    }
    this._look();
  };

  private _look(): void {
    const now = Date.now();
    const signs = { input: this._input, hidden: this._hidden };
    window.clearTimeout(this._timer);
    const wait = nextChange(now, signs, this._idleMs);
    if (wait !== null) {
      this._timer = window.setTimeout(() => this._look(), wait);
    }
    const status = statusAt(now, signs, this._idleMs);
    if (status !== this._status) {
      this._status = status;
      this._changed.emit();
    }
  }

  private _status: IPerson['status'] = 'active';
  private _changed = new Signal<Activity, void>(this);
  private _input = Date.now();
  private _hidden: number | null = null;
  private _timer: number | undefined;
  private _isDisposed = false;
}
