import { Notification } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { IDisposable } from '@lumino/disposable';
import { IHere, IStorage } from '../tokens';
import { formatBytes, formatShare } from '../ui/bytes';
import { homeOf, IMount } from './mounts';
import { afterLook, IPressure, ITold, Level, pressureOf } from './pressure';

const STATE_KEY = 'jupyterlab-sagemaker-spaces:disk-told';

interface IDiskWatchOptions {
  readonly storage: IStorage;
  readonly here: IHere;
  /** Where it is kept what was told; null: nowhere. */
  readonly stateDB: IStateDB | null;
  /** Show what fills the home. */
  readonly onUsage: () => void;
  /** Offer to grow the home's volume; null where the home is none. */
  readonly growOf: (home: IMount) => (() => void) | null;
  readonly trans: TranslationBundle;
}

/** Warns of a home that is nearly full: once for each level until it falls below again. */
export class DiskWatch implements IDisposable {
  constructor(private _options: IDiskWatchOptions) {
    _options.storage.stateChanged.connect(this._onChange, this);
    _options.storage.isWatched = true;
    this._onChange();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    const { storage } = this._options;
    storage.stateChanged.disconnect(this._onChange, this);
    storage.isWatched = false;
    Notification.dismiss(this._shown);
  }

  private _onChange(): void {
    // One after the other: each has to know what was told before.
    this._looked = this._looked
      .then(() => this._look())
      .catch(error => {
        console.error('Whether the home is full cannot be told.', error);
      });
  }

  private async _look(): Promise<void> {
    const { storage, here, stateDB } = this._options;
    const { state } = storage;
    const home = state.kind === 'ready' ? homeOf(state.mounts) : null;
    if (home?.state !== 'ok') {
      return;
    }
    if (here.state.kind !== 'ready') {
      await here.refresh();
    }
    this._told ??= toTold(await stateDB?.fetch(STATE_KEY));
    // Without knowing in which start of the server, what was told before would be told again.
    if (here.state.kind !== 'ready' || this._isDisposed) {
      return;
    }
    const { boot } = here.state.here;
    const pressure = pressureOf(home);
    const { tell, told } = afterLook(this._told, pressure, boot);
    const before = this._told;
    this._told = told;
    if (before?.level !== told.level || before.boot !== told.boot) {
      await stateDB?.save(STATE_KEY, { ...told });
      // What it says is true no more, or is said anew.
      Notification.dismiss(this._shown);
    }
    if (tell && !this._isDisposed) {
      this._tell(home, pressure);
    }
  }

  private _tell(home: IMount, pressure: IPressure): void {
    const { onUsage, growOf, trans } = this._options;
    const grow = growOf(home);
    this._shown = Notification.emit(
      pressureWords(home, pressure, trans),
      pressure.level === 'full' ? 'error' : 'warning',
      {
        autoClose: false,
        actions: [
          { label: trans.__('Clear…'), callback: onUsage },
          // More files than inodes come of small files: a larger volume is a way out of both.
          ...(grow ? [{ label: trans.__('Grow…'), callback: grow }] : [])
        ]
      }
    );
  }

  private _told: ITold | null = null;
  private _looked: Promise<void> = Promise.resolve();
  private _shown = '';
  private _isDisposed = false;
}

/** How full the home is, in at most 140 characters: `The home is 95 % full: 900 MB are free.` */
export function pressureWords(
  home: IMount,
  pressure: IPressure,
  trans: TranslationBundle
): string {
  const share = formatShare(pressure.share);
  if (pressure.of === 'inodes') {
    return trans.__(
      'The home can hold hardly any more files: %1 of its inodes are in use.',
      share
    );
  }
  const full = trans.__(
    'The home is %1 full: %2 are free.',
    share,
    formatBytes(home.free ?? 0)
  );
  return home.kind === 'ebs'
    ? `${full} ${trans.__('Once it has grown, AWS may not let it grow again for 6 hours.')}`
    : full;
}

/** What was kept, if it is of use. */
function toTold(kept: ReadonlyPartialJSONObject | unknown): ITold | null {
  const { boot, level } = (kept ?? {}) as Partial<ITold>;
  const levels: readonly unknown[] = ['none', 'high', 'full'];
  return typeof boot === 'string' && levels.includes(level)
    ? { boot, level: level as Level }
    : null;
}
