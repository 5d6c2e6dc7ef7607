import type { Popup } from '@jupyterlab/statusbar';
import { ISignal, Signal } from '@lumino/signaling';

/** Opens and closes the card; it is open at most once. */
export class CardOpener {
  /** @param _show - loads and shows the card */
  constructor(private _show: () => Promise<Popup>) {}

  get isOpen(): boolean {
    return this._popup !== null;
  }

  /** Emitted when it was opened or closed. */
  get changed(): ISignal<CardOpener, void> {
    return this._changed;
  }

  /** Open it, or close it where it is open. */
  async toggle(): Promise<void> {
    if (this._popup) {
      this._popup.dispose();
      return;
    }
    // Two clicks while it is loaded must not show two.
    this._showing ??= this._show();
    try {
      const popup = await this._showing;
      if (this._popup === popup) {
        return;
      }
      this._popup = popup;
      popup.disposed.connect(() => {
        this._popup = null;
        this._changed.emit();
      });
      this._changed.emit();
    } catch (error) {
      console.error('The card of this space cannot be shown.', error);
    } finally {
      this._showing = null;
    }
  }

  private _popup: Popup | null = null;
  private _showing: Promise<Popup> | null = null;
  private _changed = new Signal<CardOpener, void>(this);
}
