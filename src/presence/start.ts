import { IGlobalAwareness } from '@jupyter/collaborative-drive';
import type { JupyterLab } from '@jupyterlab/application';
import { NotebookActions } from '@jupyterlab/notebook';
import type { User } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Token } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { Awareness } from 'y-protocols/awareness';
import type { IPresence } from '../tokens';
import { Activity } from './Activity';
import { PresenceModel } from './model';
import type { IShell } from '../ui/shell';
import { OpenDocuments } from './OpenDocuments';

const MINUTE_MS = 60_000;

interface IStartOptions {
  readonly shell: IShell;
  readonly user: User.IManager;
  /** Plugins of this page; null where the application does not tell. */
  readonly info: JupyterLab.IInfo | null;
  readonly settings: ISettingRegistry | null;
  /** The plugin that has the settings. */
  readonly settingsId: string;
  readonly resolve: <T>(token: Token<T>) => Promise<T | null>;
}

/** Begin to know who is here, and to say it of oneself. */
export async function startPresence(
  options: IStartOptions
): Promise<IPresence> {
  const { shell, user, settings, settingsId } = options;
  const awareness = await globalAwareness(options);
  if (!awareness) {
    return OFF;
  }
  const activity = new Activity(5 * MINUTE_MS);
  NotebookActions.executionScheduled.connect(activity.touch);
  settings
    ?.load(settingsId)
    .then(loaded => {
      const apply = () => {
        activity.idleMs =
          (loaded.composite['idleMinutes'] as number) * MINUTE_MS;
      };
      loaded.changed.connect(apply);
      apply();
    })
    .catch(error => {
      console.error('The settings of presence cannot be read.', error);
    });
  const documents = new OpenDocuments(shell);
  return new PresenceModel({ awareness, documents, activity, user });
}

/** There is no awareness in this page. */
const OFF: IPresence = {
  state: { kind: 'off' },
  changed: new Signal<IPresence, void>({} as IPresence),
  inDocument: () => []
};

/**
 * The awareness of the global room, if there is one. jupyter-collaboration gives it by a token of
 * `@jupyter/collaborative-drive`, which its version 2 does not have: there the token is found by its name.
 */
async function globalAwareness({
  info,
  resolve
}: IStartOptions): Promise<Awareness | null> {
  const byName = info?.availablePlugins.find(
    ({ enabled, provides }) =>
      enabled && provides?.name === IGlobalAwareness.name
  )?.provides as Token<Awareness> | undefined;
  return (
    ((await resolve(IGlobalAwareness)) as Awareness | null) ??
    (byName ? resolve(byName) : null)
  );
}
