import type { TranslationBundle } from '@jupyterlab/translation';
import { SidePanel } from '@jupyterlab/ui-components';
import { DisposableDelegate, IDisposable } from '@lumino/disposable';
import { Message } from '@lumino/messaging';
import { ISignal, Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import { IPanel, ISection } from '../tokens';
import { spacesIcon } from '../ui/icons';
import { Section } from './Section';

/** Sections that are closed, by id. */
export type ClosedSections = readonly string[];

/** The panel in the sidebar: a head with a toolbar, and sections one below the other. */
export class SpacesPanel extends SidePanel implements IPanel {
  constructor(trans: TranslationBundle) {
    super({ content: new Panel() });
    this.id = 'jp-spaces-panel';
    this.addClass('jp-Spaces');
    this.title.icon = spacesIcon;
    this.title.caption = trans.__('Spaces');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Spaces'));
    this.content.addClass('jp-Spaces-content');
  }

  /** Emitted when somebody begins or ceases to see the panel. */
  get seen(): ISignal<SpacesPanel, boolean> {
    return this._seen;
  }

  /** Emitted with the closed sections when one was opened or closed. */
  get closedChanged(): ISignal<SpacesPanel, ClosedSections> {
    return this._closedChanged;
  }

  /** Close the sections that were closed when the page was left. */
  restore(closed: ClosedSections): void {
    this._closed = new Set(closed);
    for (const section of this._sections) {
      section.isOpen = !this._closed.has(section.sectionId);
    }
  }

  addSection(options: ISection): IDisposable {
    const section = new Section(options, !this._closed.has(options.id));
    section.toggled.connect(this._onToggled, this);
    const others = this._sections;
    const index = others.findIndex(other => other.rank > section.rank);
    this.content.insertWidget(index < 0 ? others.length : index, section);
    return new DisposableDelegate(() => section.dispose());
  }

  /** Open a section and bring it into view, with the focus on its title. */
  reveal(id: string): void {
    const section = this._sections.find(other => other.sectionId === id);
    if (section) {
      section.isOpen = true;
      section.focusTitle();
    }
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._seen.emit(this.isVisible);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._seen.emit(this.isVisible);
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._seen.emit(this.isVisible);
  }

  private get _sections(): readonly Section[] {
    return this.content.widgets as readonly Section[];
  }

  /** Sections that are not there now (of an extension that is off) keep their state too. */
  private _onToggled(section: Section, open: boolean): void {
    if (open) {
      this._closed.delete(section.sectionId);
    } else {
      this._closed.add(section.sectionId);
    }
    this._closedChanged.emit([...this._closed]);
  }

  private _closed = new Set<string>();
  private _seen = new Signal<SpacesPanel, boolean>(this);
  private _closedChanged = new Signal<SpacesPanel, ClosedSections>(this);
}
