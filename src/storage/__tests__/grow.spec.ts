import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { makeSpace } from '../../spaces/__tests__/factories';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { ISpaces } from '../../tokens';
import { growOf, grownSize } from '../grow';
import { EFS, HOME } from './factories';

const trans = nullTranslator.load('');

describe('grownSize', () => {
  it.each([
    [5, 10],
    [20, 30],
    [21, 35],
    [100, 150]
  ])('of %d GB is %d GB', (gb, grown) => {
    expect(grownSize(gb)).toBe(grown);
  });
});

describe('growOf', () => {
  function setUp(space: string | null = 'churn-team') {
    const commands = new CommandRegistry();
    const execute = jest.fn();
    commands.addCommand('spaces:change-space', {
      describedBy: { args: {} },
      execute: args => execute(args)
    });
    let isKnown = false;
    const spaces = {
      find: () => (isKnown ? makeSpace({ volumeGb: 20 }) : null),
      refresh: async () => {
        isKnown = true;
      }
    } as unknown as ISpaces;
    const here = new FakeHere({
      kind: 'ready',
      here: { ...HERE, space },
      mismatch: null
    });
    return { options: { commands, spaces, here, trans }, execute };
  }

  it('fills the form with a larger volume, reading the list where it is not known yet', async () => {
    const { options, execute } = setUp();
    growOf(HOME, options)?.();
    await new Promise(resolve => setTimeout(resolve));
    expect(execute).toHaveBeenCalledWith({
      space: 'churn-team',
      choices: { volume_gb: 30 }
    });
  });

  it('is not offered for what is no volume, nor outside a space, nor without the forms', () => {
    expect(growOf(EFS, setUp().options)).toBeNull();
    expect(growOf(HOME, setUp(null).options)).toBeNull();
    const commands = new CommandRegistry();
    expect(growOf(HOME, { ...setUp().options, commands })).toBeNull();
  });
});
