import { Notification } from '@jupyterlab/apputils';
import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { IJob } from '../../jobs/job';
import { ProblemError } from '../../server/problem';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import { NOTHING_DENIED } from '../../spaces/denied';
import { ISpace, sameName } from '../../spaces/space';
import { IHere, IJobs, ISpaces } from '../../tokens';
import { addCommands, CommandIDs, IHistory } from '../commands';
import { consequences } from '../confirmStop';
import { rowOf } from '../../spaces/row';
import { makeViewer } from '../../spaces/__tests__/viewer';

const trans = nullTranslator.load('');

/** A tab as `window.open` returns it; `replaced` is where it was sent. */
function fakeTab() {
  return {
    document: document.implementation.createHTMLDocument(),
    opener: window as Window | null,
    replaced: null as string | null,
    closed: false,
    location: {
      replace: (url: string) => {
        tab.replaced = url;
      }
    },
    close: () => {
      tab.closed = true;
    }
  };
}
let tab = fakeTab();

describe('commands', () => {
  let commands: CommandRegistry;
  let history: jest.Mocked<IHistory>;
  let jobs: jest.Mocked<Pick<IJobs, 'run' | 'stop' | 'open'>>;
  let spaces: {
    selected: string | null;
    refresh: jest.Mock;
    learn: jest.Mock;
  };
  let context: string | null;
  let showPanel: jest.Mock;
  const list: ISpace[] = [
    makeSpace({ name: 'idle' }),
    makeSpace({ name: 'busy', apps: [makeApp()] }),
    makeSpace({ name: 'bens', owner: 'ben' })
  ];

  beforeEach(() => {
    commands = new CommandRegistry();
    context = null;
    showPanel = jest.fn();
    history = { isShown: false, show: jest.fn(), hide: jest.fn() };
    jobs = {
      run: jest.fn(async (_: string) => ({}) as IJob),
      stop: jest.fn(async (_: string) => ({}) as IJob),
      open: jest.fn(async (_: string) => 'https://studio.test/auth?token=t')
    };
    spaces = {
      selected: null,
      refresh: jest.fn(async () => {}),
      learn: jest.fn()
    };
    addCommands({
      commands,
      here: { state: { kind: 'loading' } } as IHere,
      spaces: Object.assign(spaces, {
        state: {
          kind: 'ready',
          spaces: list,
          profileApps: [],
          complete: true,
          me: 'ana',
          problem: null,
          retryAt: null
        },
        denied: NOTHING_DENIED,
        stateChanged: new Signal<any, void>({}),
        find: (name: string) =>
          list.find(space => sameName(space.name, name)) ?? null
      }) as unknown as ISpaces,
      history,
      jobs: Object.assign(jobs, {
        changed: new Signal<any, void>({}),
        latest: () => null
      }) as unknown as IJobs,
      showPanel,
      contextSpace: () => context,
      trans
    });
    tab = fakeTab();
    jest.spyOn(window, 'open').mockImplementation(() => tab as any);
    jest.spyOn(Notification, 'error').mockImplementation(() => '');
  });

  afterEach(() => jest.restoreAllMocks());

  it('run a space and show the panel, where its progress is', async () => {
    await commands.execute(CommandIDs.run, { space: 'idle' });
    expect(jobs.run).toHaveBeenCalledWith('idle');
    expect(showPanel).toHaveBeenCalled();
  });

  it('mean the selected space, or the one of the context menu', () => {
    const enabled = (args: object) =>
      commands.isEnabled(CommandIDs.run, args as any);
    expect(enabled({})).toBe(false);
    spaces.selected = 'idle';
    expect(enabled({})).toBe(true);
    expect(commands.label(CommandIDs.run)).toBe('Run Space idle');
    context = 'busy';
    expect(enabled({ context: true })).toBe(false);
  });

  it('are not enabled for what the space does not permit', () => {
    const can = (id: string, space: string) =>
      commands.isEnabled(id, { space });
    expect(can(CommandIDs.open, 'idle')).toBe(false);
    expect(can(CommandIDs.stop, 'idle')).toBe(false);
    expect(can(CommandIDs.open, 'busy')).toBe(true);
    expect(can(CommandIDs.run, 'bens')).toBe(false);
    expect(can(CommandIDs.run, 'gone')).toBe(false);
  });

  it('stop only after a yes', async () => {
    const cancelled = commands.execute(CommandIDs.stop, { space: 'busy' });
    await waitForDialog();
    await dismissDialog();
    await cancelled;
    expect(jobs.stop).not.toHaveBeenCalled();

    const stopped = commands.execute(CommandIDs.stop, { space: 'busy' });
    await waitForDialog();
    document
      .querySelector<HTMLButtonElement>('.jp-Dialog .jp-mod-warn')
      ?.click();
    await stopped;
    expect(jobs.stop).toHaveBeenCalledWith('busy');
  });

  it('open the tab before the address is known, and without a way back to this page', async () => {
    const opened = commands.execute(CommandIDs.open, { space: 'busy' });
    expect(window.open).toHaveBeenCalled();
    expect(tab.document.body.textContent).toBe('Opening busy…');
    await opened;
    expect(tab.replaced).toBe('https://studio.test/auth?token=t');
    expect(tab.opener).toBeNull();
  });

  it('close the tab again and tell why when there is no address', async () => {
    jobs.open.mockRejectedValue(
      new ProblemError({ kind: 'aws', tried: 'open busy', text: 'not running' })
    );
    await commands.execute(CommandIDs.open, { space: 'busy' });
    expect(tab.closed).toBe(true);
    expect(Notification.error).toHaveBeenCalledWith(
      expect.stringContaining('not running'),
      expect.anything()
    );
  });

  it('send the tab to addresses of the web only', async () => {
    jobs.open.mockResolvedValue('javascript:alert(1)');
    await commands.execute(CommandIDs.open, { space: 'busy' });
    expect(tab.replaced).toBeNull();
    expect(tab.closed).toBe(true);
  });

  it('say so when the browser blocks the tab', async () => {
    jest.spyOn(window, 'open').mockImplementation(() => null);
    await commands.execute(CommandIDs.open, { space: 'busy' });
    expect(jobs.open).not.toHaveBeenCalled();
    expect(Notification.error).toHaveBeenCalledWith(
      expect.stringContaining('Allow pop-ups'),
      expect.anything()
    );
  });

  it('tell a refusal and read the list again', async () => {
    jobs.run.mockRejectedValue(
      new ProblemError({
        kind: 'conflict',
        tried: 'run idle',
        text: 'stopping'
      })
    );
    await commands.execute(CommandIDs.run, { space: 'idle' });
    expect(Notification.error).toHaveBeenCalledWith(
      expect.stringContaining('stopping'),
      expect.anything()
    );
    expect(spaces.refresh).toHaveBeenCalled();
  });

  it('tell a refusal that is long in short, and the whole when asked', async () => {
    jobs.run.mockRejectedValue(
      new ProblemError({ kind: 'server-missing', tried: 'run idle', text: '' })
    );
    await commands.execute(CommandIDs.run, { space: 'idle' });
    const [[message, options]] = jest.mocked(Notification.error).mock.calls;
    expect(message).toBe(
      'idle could not be run: The server part of Spaces is missing'
    );
    options?.actions?.[0].callback(new MouseEvent('click'));
    await waitForDialog();
    expect(document.querySelector('.jp-Dialog')?.textContent).toContain(
      'Install jupyterlab-sagemaker-spaces in the environment'
    );
    await dismissDialog();
  });

  it('shows and hides the history, and shows one job of it', async () => {
    await commands.execute(CommandIDs.history);
    expect(history.show).toHaveBeenCalledWith(null);
    await commands.execute(CommandIDs.showJob, { job: 'j1' });
    expect(history.show).toHaveBeenCalledWith('j1');
    (history as { isShown: boolean }).isShown = true;
    expect(commands.isToggled(CommandIDs.history)).toBe(true);
    await commands.execute(CommandIDs.history);
    expect(history.hide).toHaveBeenCalled();
  });
});

describe('consequences of a stop', () => {
  const of = (space: ISpace, here: string | null = null) =>
    consequences(rowOf(space, null, makeViewer({ here }), 0), trans).join(' ');

  it('name the volume that stays', () => {
    expect(of(makeSpace())).toContain('EBS volume of 20 GB');
    expect(of(makeSpace({ volumeGb: null }))).toContain('Files');
  });

  it('warn of others in a shared space, and of oneself in this one', () => {
    expect(of(makeSpace({ sharing: 'Shared' }))).toContain('everybody');
    expect(of(makeSpace(), 'scratch')).toContain('You are in this space');
    expect(of(makeSpace())).not.toContain('You are in this space');
  });
});
