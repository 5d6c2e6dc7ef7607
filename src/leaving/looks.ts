import type { TranslationBundle } from '@jupyterlab/translation';
import { ISignal, Signal } from '@lumino/signaling';
import { failureOf, ABOUT_NOTHING } from '../jobs/failures';
import { ProblemError } from '../server/problem';
import { LastActive } from '../server/lastActive';
import type { IBilled } from '../spaces/billed';
import { IIdle, idleOf } from '../spaces/idle';
import { sameName } from '../spaces/space';
import {
  IRunningInstance,
  runningApps,
  runningInstances
} from '../spaces/running';
import { IAccount, IPerson, IPresence, ISpaces } from '../tokens';
import type { IShell } from '../ui/shell';
import { IRunning, RunningCells } from './cells';
import { unsavedIn } from './documents';
import { busyIn, foundOf, Look, lookAt, LOOKING } from './look';
import {
  IKernel,
  IPackage,
  IServerLooks,
  ITerminal,
  LeavingServer
} from './server';

export interface ILooksOptions {
  /** The space that is to be left. */
  readonly space: string;
  readonly shell: IShell;
  readonly server: LeavingServer;
  readonly lastActive: LastActive;
  readonly cells: RunningCells;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  /** Null: nobody can be seen. */
  readonly presence: IPresence | null;
  readonly trans: TranslationBundle;
}

/** What would be lost, and what goes on: each kind of thing looked at alone, side by side. */
export class Looks {
  constructor(private _options: ILooksOptions) {
    const { server, spaces, account, trans } = _options;
    const late = trans.__('it took longer than two seconds');
    // What the server part could not look at it says itself.
    const wordOf = (error: unknown) =>
      error instanceof ProblemError
        ? failureOf(error.problem, ABOUT_NOTHING, trans).title
        : (error as Error).message;
    const look = <T>(
      read: () => Promise<readonly T[]>,
      set: (look: Look<T>) => void
    ) =>
      lookAt(read, late, wordOf).then(seen => {
        set(seen);
        this._changed.emit();
      });
    const seen = server.look();
    this.done = Promise.all([
      look(partOf(seen, 'kernels'), kernels => {
        this.kernels = kernels;
      }),
      look(partOf(seen, 'terminals'), terminals => {
        this.terminals = terminals;
      }),
      look(partOf(seen, 'packages'), packages => {
        this.packages = packages;
      }),
      look(
        () => this._readIdle(),
        idle => {
          this.idle = idle;
        }
      ),
      look(
        async () => (await account.read()).billed(),
        billed => {
          this.billed = billed;
        }
      ),
      look(
        async () => {
          if (spaces.state.kind !== 'ready') {
            await spaces.refresh();
          }
          return this._otherApps();
        },
        apps => {
          this.apps = apps;
        }
      )
    ]).then(() => undefined);
  }

  kernels: Look<IKernel> = LOOKING;
  terminals: Look<ITerminal> = LOOKING;
  packages: Look<IPackage> = LOOKING;
  billed: Look<IBilled> = LOOKING;
  /** Other running apps of one's own. */
  apps: Look<IRunningInstance> = LOOKING;

  /** Whether the space stops by itself, and when it was last used: nothing or one. */
  idle: Look<{ readonly idle: IIdle; readonly lastActive: Date | null }> =
    LOOKING;

  /** When all looks have ended, one way or another. Never rejects. */
  readonly done: Promise<void>;

  get changed(): ISignal<Looks, void> {
    return this._changed;
  }

  /** Paths of the documents with changes that are not on disk. */
  get unsaved(): readonly string[] {
    return unsavedIn(this._options.shell).map(({ localPath }) => localPath);
  }

  /** What this page runs. */
  get running(): readonly IRunning[] {
    return this._options.cells.all;
  }

  /** Kernels that run code. */
  get busy(): Look<IKernel> {
    return busyIn(
      this.kernels,
      this.running.map(({ kernel }) => kernel)
    );
  }

  get busyKernels(): readonly IKernel[] {
    return foundOf(this.busy);
  }

  /** Everybody else in this space. */
  get others(): readonly IPerson[] {
    const state = this._options.presence?.state;
    return state?.kind === 'on' ? state.people.filter(one => !one.isMe) : [];
  }

  private async _readIdle() {
    const { spaces, account, lastActive } = this._options;
    const [space, reads] = await Promise.all([
      spaces.readHere(),
      account.read()
    ]);
    const owner = space?.sharing === 'Private' ? space.owner : null;
    const [domain, profile, active] = await Promise.all([
      reads.domain(),
      owner === null ? null : reads.profile(owner),
      lastActive.read()
    ]);
    const idle = space && idleOf(space, domain, profile);
    return idle ? [{ idle, lastActive: active }] : [];
  }

  private _otherApps(): readonly IRunningInstance[] {
    const { space, spaces, account, trans } = this._options;
    const { state } = spaces;
    if (state.kind !== 'ready') {
      throw new Error(trans.__('The list of spaces could not be read'));
    }
    const mine = runningApps(state.spaces, state.profileApps, state.me).filter(
      app =>
        (app.ownership === 'yours' || sameName(app.owner, state.me)) &&
        !sameName(app.space?.name ?? null, space)
    );
    return runningInstances(mine, type => account.price(type));
  }

  private _changed = new Signal<Looks, void>(this);
}

/** One part of what the server saw. A reason of the server's is an error of its own. */
function partOf<K extends keyof IServerLooks>(
  seen: Promise<IServerLooks>,
  part: K
): () => Promise<IServerLooks[K]['found']> {
  return async () => {
    const { trouble, found } = (await seen)[part];
    if (trouble !== null) {
      throw new Error(trouble);
    }
    return found;
  };
}
