import type { Widget } from '@lumino/widgets';
import type { IShell } from './OpenDocuments';

/** What is used of a notebook that is open. */
export interface INotebook {
  readonly context: {
    readonly localPath: string;
    readonly ready: Promise<void>;
  };
  readonly content: {
    readonly widgets: readonly ICell[];
    scrollToItem(index: number, align: 'center'): Promise<void>;
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
