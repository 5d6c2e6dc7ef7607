import { JSONExt, PartialJSONValue } from '@lumino/coreutils';
import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type { Awareness } from 'y-protocols/awareness';
import type { IPerson, IPresence, PresenceState } from '../tokens';
import type { Activity } from './Activity';
import type { OpenDocuments } from './OpenDocuments';
import { IPeople, peopleIn } from './people';
import { Room } from './Room';

/** What happens within this time is shown at once, ms. */
const REBUILD_MS = 50;

interface IPresenceOptions {
  /** Of the global room. */
  readonly awareness: Awareness;
  readonly documents: OpenDocuments;
  readonly activity: Activity;
  /** Who one is: the identity comes after the start. */
  readonly user: {
    readonly identity: { readonly username: string } | null;
    readonly userChanged: ISignal<unknown, unknown>;
  };
}

/** Who is here, from the global room and those of the documents that are open. The only writer of awareness. */
export class PresenceModel implements IPresence, IDisposable {
  constructor(private _options: IPresenceOptions) {
    const { awareness, documents, activity, user } = _options;
    this._room = new Room(awareness);
    this._room.changed.connect(this._rebuildSoon, this);
    documents.changed.connect(this._rebuildSoon, this);
    user.userChanged.connect(this._rebuildSoon, this);
    activity.changed.connect(this._say, this);
    this._say();
    this._rebuild();
  }

  get state(): PresenceState {
    return this._state;
  }

  get changed(): ISignal<IPresence, void> {
    return this._changed;
  }

  inDocument(path: string): readonly IPerson[] {
    return this._known.places.get(path) ?? [];
  }

  get isDisposed(): boolean {
    return this._room.isDisposed;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._timer);
    this._room.dispose();
    this._options.documents.dispose();
    this._options.activity.dispose();
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
  }

  private _say(): void {
    this._room.say('spaces', { status: this._options.activity.status });
  }

  private _rebuildSoon(): void {
    this._timer ??= window.setTimeout(() => {
      this._timer = undefined;
      this._rebuild();
    }, REBUILD_MS);
  }

  private _rebuild(): void {
    const { documents, user } = this._options;
    const connected = this._room.isConnected;
    // While the connection is lost nothing is known anew: what was known is kept, whatever the documents' rooms do.
    const known = connected
      ? peopleIn(
          this._room.members,
          documents.all,
          user.identity?.username ?? null,
          Date.now()
        )
      : this._known;
    const isSame =
      this._state.connected === connected &&
      deepEqual(known.people, this._known.people) &&
      deepEqual([...known.places], [...this._known.places]);
    if (!isSame) {
      this._known = known;
      this._state = { kind: 'on', connected, people: known.people };
      this._changed.emit();
    }
  }

  private _room: Room;
  private _known: IPeople = { people: [], places: new Map() };
  private _state: Extract<PresenceState, { kind: 'on' }> = {
    kind: 'on',
    connected: true,
    people: []
  };
  private _changed = new Signal<IPresence, void>(this);
  private _timer: number | undefined;
}

function deepEqual(one: unknown, other: unknown): boolean {
  return JSONExt.deepEqual(one as PartialJSONValue, other as PartialJSONValue);
}
