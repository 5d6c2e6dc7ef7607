import { ReactWidget } from '@jupyterlab/ui-components';
import { Message } from '@lumino/messaging';

/** Shows an element, and tells whether somebody can see it. */
export class SeenWidget extends ReactWidget {
  constructor(
    private _element: JSX.Element,
    private _onSeen: (seen: boolean) => void
  ) {
    super();
  }

  protected render(): JSX.Element {
    return this._element;
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._onSeen(this.isVisible);
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._onSeen(this.isVisible);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._onSeen(this.isVisible);
  }

  protected onBeforeDetach(msg: Message): void {
    super.onBeforeDetach(msg);
    this._onSeen(false);
  }
}
