import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IShell } from '../ui/shell';
import { INotebookView, OpenDocument } from './OpenDocument';
import type { IShared } from './shared';

/** What is used of a document's context. */
interface IContext {
  readonly localPath: string;
  readonly isReady: boolean;
  readonly ready: Promise<void>;
  readonly model: {
    readonly collaborative?: boolean;
    readonly sharedModel: unknown;
  };
  readonly pathChanged: ISignal<unknown, unknown>;
  readonly disposed: ISignal<unknown, unknown>;
}

/** The shared documents that are open in this page. */
export class OpenDocuments implements IDisposable {
  constructor(private _shell: IShell) {
    _shell.currentChanged?.connect(this._look, this);
    _shell.layoutModified?.connect(this._look, this);
    this._look();
  }

  get all(): readonly OpenDocument[] {
    return Array.from(this._documents.values());
  }

  /** One was opened, closed or renamed, or somebody did something in one. */
  get changed(): ISignal<OpenDocuments, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._documents.forEach(document => document.dispose());
    Signal.clearData(this);
  }

  private _look(): void {
    for (const widget of this._shell.widgets('main')) {
      const { context, content } = widget as Widget & {
        context?: IContext;
        content?: Partial<INotebookView>;
      };
      if (!context || this._seen.has(widget)) {
        continue;
      }
      this._seen.add(widget);
      context.ready
        .then(() => {
          if (context.model.collaborative && !this._isDisposed) {
            const document = this._open(context);
            if (content?.activeCellChanged) {
              document.follow(content as INotebookView);
            }
          }
        })
        .catch(() => {
          // It could not be opened, of which JupyterLab tells: nobody can be in it.
        });
    }
  }

  private _open(context: IContext): OpenDocument {
    const known = this._documents.get(context);
    if (known) {
      return known;
    }
    const document = new OpenDocument(
      context.model.sharedModel as IShared,
      () => context.localPath
    );
    this._documents.set(context, document);
    const change = () => this._changed.emit();
    document.changed.connect(change);
    context.pathChanged.connect(change, this);
    context.disposed.connect(() => {
      document.dispose();
      this._documents.delete(context);
      change();
    }, this);
    change();
    return document;
  }

  private _documents = new Map<IContext, OpenDocument>();
  private _seen = new WeakSet<Widget>();
  private _changed = new Signal<OpenDocuments, void>(this);
  private _isDisposed = false;
}
