import { Notification } from '@jupyterlab/apputils';
import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { CommandRegistry } from '@lumino/commands';
import { ProblemError } from '../../server/problem';
import { makeSpace } from '../../spaces/__tests__/factories';
import { addCommands, CommandIDs } from '../commands';
import { confirmDelete } from '../confirmDelete';
import { makeWorld } from './world';

jest.mock('../confirmDelete');

/** The commands of somebody who owns one space, `scratch`. */
function setUp() {
  const world = makeWorld([makeSpace()]);
  const commands = new CommandRegistry();
  const openChange = jest.fn(async () => {});
  const openCreate = jest.fn(async () => {});
  const openDuplicate = jest.fn(async () => {});
  addCommands({
    ...world,
    commands,
    openCreate,
    openDuplicate,
    openChange,
    contextSpace: () => null
  });
  return { commands, openChange, openCreate, openDuplicate, ...world.fake };
}

describe('spaces:change-space', () => {
  it.each([
    [{ volume_gb: 40 }, { volume_gb: 40 }],
    [undefined, null]
  ])('hands %j on to the form', async (choices, expected) => {
    const { commands, openChange } = setUp();
    await commands.execute(CommandIDs.change, { space: 'scratch', choices });
    expect(openChange).toHaveBeenCalledWith('scratch', expected);
  });
});

describe('spaces:create-space', () => {
  it('hands on what a job was to create', async () => {
    const { commands, openCreate } = setUp();
    await commands.execute(CommandIDs.create);
    expect(openCreate).toHaveBeenLastCalledWith(null);
    const again = { space: 'fresh', choices: { volume_gb: 7 }, creation: null };
    await commands.execute(CommandIDs.create, { again });
    expect(openCreate).toHaveBeenLastCalledWith(
      expect.objectContaining({ name: 'fresh' })
    );
  });
});

describe('spaces:duplicate-space', () => {
  it('is about a space that there is', async () => {
    const { commands, openDuplicate } = setUp();
    expect(commands.isEnabled(CommandIDs.duplicate, { space: 'gone' })).toBe(
      false
    );
    await commands.execute(CommandIDs.duplicate, { space: 'scratch' });
    expect(openDuplicate).toHaveBeenCalledWith('scratch');
  });
});

describe('spaces:delete-space', () => {
  afterEach(() => Notification.dismiss());

  it('tells of a refusal in few words, and the whole behind Why?', async () => {
    jest.mocked(confirmDelete).mockResolvedValue(true);
    const { commands, jobs } = setUp();
    jobs.delete.mockRejectedValue(
      new ProblemError({
        kind: 'conflict',
        tried: 'delete scratch',
        text: 'it is being changed '.repeat(10)
      })
    );
    await commands.execute(CommandIDs.remove, { space: 'scratch' });
    const [{ message, options }] = Notification.manager.notifications;
    expect(message).toBe(
      'scratch could not be deleted: something else is under way'
    );
    options.actions?.[0].callback(new MouseEvent('click'));
    await waitForDialog();
    expect(document.querySelector('.jp-Dialog')?.textContent).toContain(
      'it is being changed '.repeat(10).trim()
    );
    await dismissDialog();
  });
});
