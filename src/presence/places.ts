import type { Contents } from '@jupyterlab/services';
import type { CommandRegistry } from '@lumino/commands';
import type { IWhereabouts } from '../tokens';
import { INotebook, notebooksIn } from './notebooks';
import type { IShell } from '../ui/shell';

/** The drive of jupyter-collaboration 3, in whose documents others are. */
const DRIVE = 'RTC';

export interface IPlacesOptions {
  readonly shell: IShell;
  readonly commands: CommandRegistry;
  readonly contents: Pick<Contents.IManager, 'driveName'>;
}

/** Where people are, in this page: the numbers of cells, and the way there. */
export class Places {
  constructor(private _options: IPlacesOptions) {}

  /** The number of somebody's cell, from 1; null where the notebook is not open in this page, or has no such cell. */
  cellNumber(at: IWhereabouts): number | null {
    const panel = this._notebook(at.path);
    const index = panel ? indexOf(panel, at) : -1;
    return index < 0 ? null : index + 1;
  }

  /** Open a document, or show it, and scroll to the cell. Rejects when it cannot be opened. */
  async go(at: IWhereabouts): Promise<void> {
    const { commands, contents } = this._options;
    if (at.kind === 'terminal') {
      await commands.execute('terminal:open', { name: at.path });
      return;
    }
    const named = `${DRIVE}:${at.path}`;
    // Without the drive's name a second copy would be opened, which nobody shares.
    const path = contents.driveName(named) === DRIVE ? named : at.path;
    await commands.execute('docmanager:open', { path });
    const panel = this._notebook(at.path);
    if (panel) {
      await panel.context.ready;
      const index = indexOf(panel, at);
      if (index >= 0) {
        await panel.content.scrollToItem(index, 'center');
      }
    }
  }

  private _notebook(path: string): INotebook | null {
    return (
      notebooksIn(this._options.shell).find(
        ({ context }) => context.localPath === path
      ) ?? null
    );
  }
}

function indexOf(panel: INotebook, { cell }: IWhereabouts): number {
  return cell === null
    ? -1
    : panel.content.widgets.findIndex(
        ({ model }) => model.sharedModel.getId() === cell.id
      );
}
