import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type * as Y from 'yjs';
import { IDocument, Members, TYPING_MS } from './people';
import { Room } from './Room';
import { authorsOf, IShared } from './shared';

/** What is used of a notebook's view. */
export interface INotebookView {
  readonly activeCell: {
    readonly model: { readonly sharedModel: { getId(): string } };
  } | null;
  readonly activeCellChanged: ISignal<unknown, unknown>;
}

/** A shared document that is open in this page: who is in it, who types, and in which cell one is oneself. */
export class OpenDocument implements IDocument, IDisposable {
  /** @param _path - tells the document's path, without a drive's name */
  constructor(
    readonly shared: IShared,
    private _path: () => string
  ) {
    this._room = new Room(shared.awareness);
    this._room.changed.connect(() => this._changed.emit());
    shared.ydoc.on('afterTransaction', this._onTransaction);
  }

  get path(): string {
    return this._path();
  }

  get members(): Members {
    return this._room.members;
  }

  get typedAt(): ReadonlyMap<number, number> {
    return this._typedAt;
  }

  get changed(): ISignal<OpenDocument, void> {
    return this._changed;
  }

  /** Tell the others which cell is the active one in a view of it. The cursor does not: it stays when cells are chosen. */
  follow(view: INotebookView): void {
    const say = () => {
      this._room.say(
        'activeCellId',
        view.activeCell?.model.sharedModel.getId() ?? null
      );
    };
    view.activeCellChanged.connect(say, this);
    this._unfollow.push(() => view.activeCellChanged.disconnect(say, this));
    say();
  }

  get isDisposed(): boolean {
    return this._room.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._timer);
    this._unfollow.forEach(unfollow => unfollow());
    this.shared.ydoc.off('afterTransaction', this._onTransaction);
    this._room.dispose();
    Signal.clearData(this);
  }

  private _onTransaction = (transaction: Y.Transaction): void => {
    const authors = authorsOf(transaction, this.shared);
    if (authors.length === 0) {
      return;
    }
    authors.forEach(client => this._typedAt.set(client, Date.now()));
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => {
      this._typedAt.clear();
      this._changed.emit();
    }, TYPING_MS);
    this._changed.emit();
  };

  private _room: Room;
  private _changed = new Signal<OpenDocument, void>(this);
  private _typedAt = new Map<number, number>();
  private _unfollow: (() => void)[] = [];
  private _timer: number | undefined;
}
