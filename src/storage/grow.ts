import { showErrorMessage } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { spaceOfHere } from '../server/here';
import { IHere, ISpaces } from '../tokens';
import { IMount } from './mounts';

const CHANGE = 'spaces:change-space';

interface IGrowOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** A larger size for a volume: half as much again, to the next 5 GB. The form shows whether that is permitted. */
export function grownSize(gb: number): number {
  return Math.ceil((gb * 1.5) / 5) * 5;
}

/** Shows the form with a larger volume for the space that one is in; null where the home is no volume of a space's. */
export function growOf(
  home: IMount,
  options: IGrowOptions
): (() => void) | null {
  const { here, spaces, commands, trans } = options;
  const name = spaceOfHere(here.state);
  if (home.kind !== 'ebs' || name === null || !commands.hasCommand(CHANGE)) {
    return null;
  }
  const show = async () => {
    if (!spaces.find(name)) {
      await spaces.refresh();
    }
    const args = { space: name };
    const size = spaces.find(name)?.volumeGb;
    if (commands.isEnabled(CHANGE, args) && size) {
      const choices = { volume_gb: grownSize(size) };
      await commands.execute(CHANGE, { ...args, choices });
    } else {
      await showErrorMessage(
        trans.__('The volume cannot be grown from here'),
        commands.caption(CHANGE, args) ||
          trans.__('The settings of this space are not known.')
      );
    }
  };
  return () => void show();
}
