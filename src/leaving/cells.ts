import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { ISignal, Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IShell } from '../ui/shell';
import type { IHandedCell } from './server';

/** What is used of a notebook that is open. */
interface INotebook {
  readonly context: { readonly localPath: string };
  readonly content: { readonly widgets: readonly ICell[] };
  readonly sessionContext: {
    readonly session: {
      readonly kernel: Kernel.IKernelConnection | null;
    } | null;
    readonly iopubMessage: ISignal<unknown, KernelMessage.IMessage>;
  };
}

/** What is used of a code cell. */
interface ICell {
  readonly model: {
    readonly id: string;
    readonly executionCount?: number | null;
    /** `running` from when it is sent until it is over. */
    readonly executionState?: string;
    readonly outputs?: { toJSON(): unknown[] };
  };
  readonly outputArea?: {
    readonly future?: {
      readonly isDisposed: boolean;
      readonly msg: { readonly header: { readonly msg_id: string } };
    } | null;
  };
}

/** A kernel with code that this page sent to it and that is not over. */
export interface IRunning {
  readonly kernel: string;
  readonly path: string;
  /** It waits for somebody to type something in this page. */
  readonly asks: boolean;
  /** The cell that runs: its number from 1, and since when (ms since 1970; null where it is not known). */
  readonly at: { readonly cell: number; readonly since: number | null };
  readonly cells: readonly IHandedCell[];
}

/** Of each request that is not over: the last message of it, and since when it runs. */
interface ITrace {
  last: string;
  since: number | null;
}

/** What runs in the notebooks of this page, for whoever has to go on with their outputs. */
export class RunningCells {
  constructor(private _shell: IShell) {
    _shell.currentChanged?.connect(this._look, this);
    _shell.layoutModified?.connect(this._look, this);
    this._look();
  }

  /** Something began or is over. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** All that is not over, by kernel. */
  get all(): readonly IRunning[] {
    return this._notebooks().flatMap(notebook => {
      const kernel = notebook.sessionContext.session?.kernel;
      const cells = notebook.content.widgets.flatMap((cell, index) => {
        const handed = this._handed(cell);
        return handed ? [{ index, handed }] : [];
      });
      if (!kernel || cells.length === 0) {
        return [];
      }
      const running =
        cells.find(({ handed }) => this._traces.has(handed.msg_id)) ?? cells[0];
      return [
        {
          kernel: kernel.id,
          path: notebook.context.localPath,
          asks: kernel.hasPendingInput,
          at: {
            cell: running.index + 1,
            since: this._traces.get(running.handed.msg_id)?.since ?? null
          },
          cells: cells.map(({ handed }) => handed)
        }
      ];
    });
  }

  private _handed({ model, outputArea }: ICell): IHandedCell | null {
    const future = outputArea?.future;
    // It is kept when all is over.
    if (!future || future.isDisposed || model.executionState === 'idle') {
      return null;
    }
    const { msg_id } = future.msg.header;
    return {
      id: model.id,
      msg_id,
      outputs: model.outputs?.toJSON() ?? [],
      execution_count: model.executionCount ?? null,
      last: this._traces.get(msg_id)?.last ?? null
    };
  }

  private _look(): void {
    for (const notebook of this._notebooks()) {
      if (!this._seen.has(notebook)) {
        this._seen.add(notebook);
        notebook.sessionContext.iopubMessage.connect(this._onMessage, this);
      }
    }
  }

  private _onMessage(_: unknown, message: KernelMessage.IMessage): void {
    const parent = message.parent_header;
    if (!('msg_id' in parent) || parent.msg_type !== 'execute_request') {
      return;
    }
    const state = (message.content as { execution_state?: string })
      .execution_state;
    if (state === 'idle') {
      this._traces.delete(parent.msg_id);
      this._changed.emit();
      return;
    }
    const since = this._traces.get(parent.msg_id)?.since ?? null;
    this._traces.set(parent.msg_id, {
      last: message.header.msg_id,
      since: state === 'busy' ? Date.now() : since
    });
    if (state === 'busy') {
      this._changed.emit();
    }
  }

  private _notebooks(): readonly INotebook[] {
    return Array.from(this._shell.widgets('main')).filter(isNotebook);
  }

  private _changed = new Signal<this, void>(this);
  private _seen = new WeakSet<INotebook>();
  private _traces = new Map<string, ITrace>();
}

function isNotebook(widget: Widget): widget is Widget & INotebook {
  const { sessionContext, content } = widget as Widget & Partial<INotebook>;
  return !!sessionContext && !!content && 'widgets' in content;
}
