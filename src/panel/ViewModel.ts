import { IStateDB } from '@jupyterlab/statedb';
import { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { ISignal, Signal } from '@lumino/signaling';
import { IHere } from '../tokens';
import { DEFAULT_VIEW, IView, viewFrom } from './view';

const STATE_KEY = 'jupyterlab-sagemaker-spaces:view';

/** How the list is viewed, kept for each domain. */
export class ViewModel {
  /** @param stateDB - where it is kept; null: nowhere */
  constructor(
    private _here: IHere,
    private _stateDB: IStateDB | null
  ) {
    _here.stateChanged.connect(this._onHere, this);
    this._onHere();
  }

  get view(): IView {
    return this._view;
  }

  get changed(): ISignal<ViewModel, void> {
    return this._changed;
  }

  /** Change a part of the view. */
  set(part: Partial<IView>): void {
    this._view = { ...this._view, ...part };
    this._changed.emit();
    if (this._domain !== null) {
      this._stateDB
        ?.save(
          keyOf(this._domain),
          // An interface is no JSON type for TypeScript; this one holds JSON only.
          this._view as unknown as ReadonlyPartialJSONObject
        )
        .catch(error => {
          console.error('How the spaces are viewed cannot be kept.', error);
        });
    }
  }

  private _onHere(): void {
    this._restore().catch(error => {
      console.error('How the spaces were viewed is not known.', error);
    });
  }

  /** What was kept of the domain, once it is known which one this is; not when something was chosen meanwhile. */
  private async _restore(): Promise<void> {
    const { state } = this._here;
    const domain = state.kind === 'ready' ? state.here.domain_id : null;
    if (domain === null || domain === this._domain) {
      return;
    }
    this._domain = domain;
    const before = this._view;
    const kept = await this._stateDB?.fetch(keyOf(domain));
    if (kept !== undefined && this._view === before) {
      this._view = viewFrom(kept);
      this._changed.emit();
    }
  }

  private _view: IView = DEFAULT_VIEW;
  private _domain: string | null = null;
  private _changed = new Signal<ViewModel, void>(this);
}

function keyOf(domain: string): string {
  return `${STATE_KEY}:${domain}`;
}
