import type { IDisposable } from '@lumino/disposable';
import type { IHistory } from './commands';
import type { JobHistory } from './JobHistory';
import type { SpacesPanel } from './SpacesPanel';

/** The history of jobs as a section of the panel that is there only when it was asked for. */
export class PanelHistory implements IHistory {
  /** `load` loads what creates it; `showPanel` brings the panel to the front. */
  constructor(
    private _panel: SpacesPanel,
    private _showPanel: () => void,
    private _load: () => Promise<() => JobHistory>
  ) {}

  get isShown(): boolean {
    return this._shown !== null;
  }

  async show(job: string | null): Promise<void> {
    this._showPanel();
    const create = await this._load();
    if (!this._shown) {
      const widget = create();
      const section = this._panel.addSection(widget.section);
      this._shown = { widget, section };
    }
    this._shown.widget.expand(job);
    this._panel.reveal(this._shown.widget.section.id);
  }

  hide(): void {
    this._shown?.section.dispose();
    this._shown = null;
  }

  private _shown: { widget: JobHistory; section: IDisposable } | null = null;
}
