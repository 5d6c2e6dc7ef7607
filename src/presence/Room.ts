import { JSONExt, PartialJSONValue } from '@lumino/coreutils';
import { IDisposable } from '@lumino/disposable';
import { ISignal, Signal } from '@lumino/signaling';
import type { Awareness } from 'y-protocols/awareness';
import { State, usernameOf } from './claim';
import { IMember, Members } from './people';
import { IProvider, providerIn } from './provider';

/** Between two writes, ms: the server sends each to everybody. */
const WRITE_MS = 250;

/** Newcomers that come within this time are answered once, ms; when in it is left to chance, so that not all answer at once. */
const ANSWER_MS = 300;

/** After a reconnection, until the others have answered, ms. */
const SETTLE_MS = 1000;

interface IChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/**
 * A room of jupyter-collaboration's, the global one or a document's: who is in it, and what one says there oneself.
 *
 * Nothing is written from within an awareness handler: two that answer each other would never end.
 */
export class Room implements IDisposable {
  constructor(private _awareness: Awareness) {
    for (const client of _awareness.getStates().keys()) {
      this._movedAt.set(client, _awareness.meta.get(client)?.lastUpdated ?? 0);
    }
    this._read();
    _awareness.on('change', this._onChange);
    window.addEventListener('pagehide', this._onPageHide);
    window.addEventListener('pageshow', this._onPageShow);
  }

  /** Those who are in it, with the server; while the connection is lost, those who were. */
  get members(): Members {
    return this._members;
  }

  /** Whether the connection stands, as far as it shows: who it is that connects is known from the first message on. */
  get isConnected(): boolean {
    return this._isConnected;
  }

  get changed(): ISignal<Room, void> {
    return this._changed;
  }

  /** Say it of oneself, if one does not already; soon, and at most four times a second. */
  say(field: string, value: PartialJSONValue): void {
    this._said[field] = value;
    this._writeSoon();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    [this._writing, this._answering, this._settling].forEach(timer =>
      window.clearTimeout(timer)
    );
    this._provider?.off('status', this._onStatus);
    this._awareness.off('change', this._onChange);
    window.removeEventListener('pagehide', this._onPageHide);
    window.removeEventListener('pageshow', this._onPageShow);
    Signal.clearData(this);
  }

  private _onChange = (
    { added, updated, removed }: IChange,
    origin: unknown
  ): void => {
    const now = Date.now();
    [...added, ...updated].forEach(client => this._movedAt.set(client, now));
    removed.forEach(client => this._movedAt.delete(client));
    this._follow(providerIn(origin));
    if (this._provider && !this._provider.wsconnected) {
      // It took all the others out: they are kept as the last that were known.
      this._lose();
      return;
    }
    const isSomebody = (client: number) =>
      client !== this._awareness.clientID &&
      usernameOf(this._awareness.getStates().get(client) ?? {}) !== null;
    if (added.some(isSomebody)) {
      this._answerSoon();
    }
    if (this._isConnected) {
      this._read();
      this._changed.emit();
    }
  };

  /** Rebuilt from all states: whoever comes back with the id that he had is not among the added. */
  private _read(): void {
    this._members = new Map(
      Array.from(
        this._awareness.getStates(),
        ([client, state]): [number, IMember] => [
          client,
          { state: { ...state }, movedAt: this._movedAt.get(client) ?? 0 }
        ]
      )
    );
  }

  private _follow(provider: IProvider | null): void {
    if (provider && provider !== this._provider) {
      this._provider?.off('status', this._onStatus);
      this._provider = provider;
      provider.on('status', this._onStatus);
    }
  }

  private _onStatus = ({ status }: { readonly status: string }): void => {
    if (status === 'disconnected') {
      this._lose();
    } else if (status === 'connected' && !this._isConnected) {
      window.clearTimeout(this._settling);
      // The others still have one's former state, or have one as gone: to go and to come lets them answer.
      this._settling = window.setTimeout(() => {
        const state = this._awareness.getLocalState();
        if (state) {
          this._awareness.setLocalState(null);
          this._awareness.setLocalState(state);
        }
        this._settling = window.setTimeout(() => this._regain(), SETTLE_MS);
      });
    }
  };

  private _lose(): void {
    window.clearTimeout(this._settling);
    if (this._isConnected) {
      this._isConnected = false;
      this._changed.emit();
    }
  }

  private _regain(): void {
    this._isConnected = true;
    this._read();
    this._changed.emit();
  }

  private _answerSoon(): void {
    this._answering ??= window.setTimeout(() => {
      this._answering = undefined;
      this._isAsked = true;
      this._writeSoon();
    }, Math.random() * ANSWER_MS);
  }

  private _writeSoon(): void {
    this._writing ??= window.setTimeout(
      () => {
        this._writing = undefined;
        this._write();
      },
      Math.max(0, this._wroteAt + WRITE_MS - Date.now())
    );
  }

  private _write(): void {
    const state = this._awareness.getLocalState();
    const isSaid = Object.entries(this._said).every(([field, value]) =>
      JSONExt.deepEqual(state?.[field] ?? null, value)
    );
    // Without a state the page is on its way out.
    if (state && (this._isAsked || !isSaid)) {
      this._isAsked = false;
      this._wroteAt = Date.now();
      this._awareness.setLocalState({ ...state, ...this._said });
    }
  }

  /** The page is left: gone at once, instead of after half a minute. `beforeunload` is too early: the person may stay. */
  private _onPageHide = (): void => {
    this._withdrawn = this._awareness.getLocalState() as State | null;
    this._awareness.setLocalState(null);
  };

  /** The page is back as it was left. */
  private _onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && this._withdrawn && !this._awareness.getLocalState()) {
      this._awareness.setLocalState({ ...this._withdrawn, ...this._said });
    }
    this._withdrawn = null;
  };

  private _members: Members = new Map();
  private _changed = new Signal<Room, void>(this);
  private _movedAt = new Map<number, number>();
  private _provider: IProvider | null = null;
  private _isConnected = true;
  /** What one says here, by field. */
  private _said: Record<string, PartialJSONValue> = {};
  private _wroteAt = 0;
  /** Somebody new is to be answered: what was said is said again. */
  private _isAsked = false;
  private _withdrawn: State | null = null;
  private _writing: number | undefined;
  private _answering: number | undefined;
  private _settling: number | undefined;
  private _isDisposed = false;
}
