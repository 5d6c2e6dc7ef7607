import { formsPlugin } from './forms/plugin';
import { herePlugin, statusPlugin } from './here/plugin';
import { jobsPlugin } from './jobs/plugin';
import { leavingPlugin } from './leaving/plugin';
import { panelPlugin } from './panel/plugin';
import { presenceModelPlugin, presencePlugin } from './presence/plugin';
import { accountPlugin, spacesPlugin } from './spaces/plugin';
import { storageModelPlugin, storagePlugin } from './storage/plugin';

export default [
  herePlugin,
  statusPlugin,
  jobsPlugin,
  spacesPlugin,
  accountPlugin,
  panelPlugin,
  formsPlugin,
  storageModelPlugin,
  storagePlugin,
  presenceModelPlugin,
  presencePlugin,
  leavingPlugin
];

export * from './tokens';
