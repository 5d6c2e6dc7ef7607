import { caretDownIcon } from '@jupyterlab/ui-components';
import { ISignal, Signal } from '@lumino/signaling';
import { PanelLayout, Widget } from '@lumino/widgets';
import { ISection } from '../tokens';

/** A titled part of the panel that opens and closes. */
export class Section extends Widget {
  constructor(section: ISection, open: boolean) {
    super({ node: document.createElement('section') });
    this.addClass('jp-Spaces-section');
    this._section = section;
    this._note.className = 'jp-Spaces-sectionNote';
    this._button.className = 'jp-Spaces-sectionTitle';
    const caret = document.createElement('span');
    caretDownIcon.element({ container: caret, className: 'jp-Spaces-caret' });
    // The note stands below the title where there is no room beside it.
    const text = document.createElement('span');
    text.className = 'jp-Spaces-sectionText';
    text.append(section.title, this._note);
    this._button.append(caret, text);
    this._button.addEventListener('click', this._onClick);
    const heading = document.createElement('h2');
    heading.append(this._button);
    const title = new Widget({ node: heading });
    title.addClass('jp-Spaces-sectionHeading');
    const layout = new PanelLayout();
    layout.addWidget(title);
    layout.addWidget(section.widget);
    this.layout = layout;
    section.note?.changed.connect(this._showNote, this);
    this._showNote();
    this._setOpen(open);
  }

  /** Id of the section, for keeping its state. */
  get sectionId(): string {
    return this._section.id;
  }

  get rank(): number {
    return this._section.rank;
  }

  get isOpen(): boolean {
    return !this._section.widget.isHidden;
  }

  set isOpen(open: boolean) {
    if (open !== this.isOpen) {
      this._setOpen(open);
      this._toggled.emit(open);
    }
  }

  /** Put the focus on its title, which brings it into view. */
  focusTitle(): void {
    this._button.focus();
  }

  /** Emitted when it was opened or closed. */
  get toggled(): ISignal<Section, boolean> {
    return this._toggled;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._section.note?.changed.disconnect(this._showNote, this);
    this._button.removeEventListener('click', this._onClick);
    super.dispose();
    Signal.clearData(this);
  }

  private _onClick = (): void => {
    this.isOpen = !this.isOpen;
  };

  private _setOpen(open: boolean): void {
    this._section.widget.setHidden(!open);
    this._button.setAttribute('aria-expanded', String(open));
  }

  private _showNote(): void {
    this._note.textContent = this._section.note?.text() ?? '';
  }

  private _section: ISection;
  private _button = document.createElement('button');
  private _note = document.createElement('span');
  private _toggled = new Signal<Section, boolean>(this);
}
