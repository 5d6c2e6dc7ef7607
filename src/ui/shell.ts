import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

/** What is used of JupyterLab's shell; not every one has signals. */
export interface IShell {
  widgets(area: 'main'): Iterable<Widget>;
  readonly currentChanged?: ISignal<unknown, unknown>;
  readonly layoutModified?: ISignal<unknown, unknown>;
}
