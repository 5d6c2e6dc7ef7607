import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IShell } from '../ui/shell';

/** What is used of a notebook that is open. */
export interface INotebook {
  readonly context: {
    readonly localPath: string;
    readonly ready: Promise<void>;
  };
  readonly content: {
    readonly widgets: readonly ICell[];
    readonly model: {
      readonly cells: { readonly changed: ISignal<unknown, unknown> };
    } | null;
    readonly modelChanged: ISignal<unknown, unknown>;
    scrollToItem(index: number, align: 'center'): Promise<void>;
  };
  readonly toolbar: {
    addItem(name: string, widget: Widget): boolean;
    insertAfter(at: string, name: string, widget: Widget): boolean;
  };
}

/** What is used of a cell; its node stays the same when it leaves the page and comes back. */
export interface ICell {
  readonly node: HTMLElement;
  readonly model: { readonly sharedModel: { getId(): string } };
}

/** The notebooks that are open in this page; several where one is shown more than once. */
export function notebooksIn(shell: IShell): readonly INotebook[] {
  return Array.from(shell.widgets('main')).filter(isNotebook);
}

function isNotebook(widget: Widget): widget is Widget & INotebook {
  const { context, content } = widget as Widget & Partial<INotebook>;
  return !!context && !!content && 'scrollToItem' in content;
}
