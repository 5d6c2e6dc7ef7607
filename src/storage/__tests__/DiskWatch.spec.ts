import { Notification } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import { nullTranslator } from '@jupyterlab/translation';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { DiskWatch } from '../DiskWatch';
import { IMount } from '../mounts';
import { FakeStorage, GB, HOME, known } from './factories';

const trans = nullTranslator.load('');

/** The home with a share of its bytes in use. */
const filled = (share: number, part: Partial<IMount> = {}): IMount => ({
  ...HOME,
  size: 20 * GB,
  used: 20 * GB * share,
  free: 20 * GB * (1 - share),
  ...part
});

describe('DiskWatch', () => {
  let storage: FakeStorage;
  let watch: DiskWatch;
  let here: FakeHere;
  let kept: Record<string, unknown>;
  const grow = jest.fn();
  const onUsage = jest.fn();

  const begin = (boot = 'b') => {
    here = new FakeHere({
      kind: 'ready',
      here: { ...HERE, boot },
      mismatch: null
    });
    watch = new DiskWatch({
      ...{ storage, here },
      stateDB: {
        fetch: async (key: string) => kept[key],
        save: async (key: string, value: unknown) => {
          kept[key] = value;
        }
      } as unknown as IStateDB,
      onUsage,
      growOf: () => grow,
      trans
    });
  };
  const see = async (home: IMount) => {
    storage.put(known(home));
    // All that it waits for is there already.
    await new Promise(resolve => setTimeout(resolve));
  };
  const shown = () =>
    Notification.manager.notifications.map(({ type, message }) => [
      type,
      message.replace(/\u00a0/g, ' ')
    ]);

  beforeEach(() => {
    kept = {};
    storage = new FakeStorage({ kind: 'loading' });
    begin();
  });
  afterEach(() => {
    watch.dispose();
    Notification.manager.dismiss();
  });

  it('has the home looked at, and says nothing of one with room', async () => {
    expect(storage.isWatched).toBe(true);
    await see(filled(0.5));
    expect(shown()).toEqual([]);
    watch.dispose();
    expect(storage.isWatched).toBe(false);
  });

  it('warns once at each level, in the place of the former warning', async () => {
    await see(filled(0.91));
    await see(filled(0.92));
    expect(shown()).toEqual([
      [
        'warning',
        'The home is 91 % full: 1.8 GB are free. Once it has grown, AWS may not let it grow again for 6 hours.'
      ]
    ]);
    await see(filled(0.96));
    expect(shown()).toEqual([
      ['error', expect.stringMatching(/^The home is 96 % full/)]
    ]);
    await see(filled(0.5));
    expect(shown()).toEqual([]);
    await see(filled(0.95));
    expect(shown()).toHaveLength(1);
  });

  it('tells it once in a start of the server, however often the page is loaded', async () => {
    await see(filled(0.96));
    watch.dispose();
    begin();
    await see(filled(0.96));
    expect(shown()).toEqual([]);
    watch.dispose();
    begin('another');
    await see(filled(0.96));
    expect(shown()).toHaveLength(1);
  });

  it('tells nothing anew because the server could not be asked which start it is', async () => {
    const { state } = here;
    await see(filled(0.96));
    Notification.manager.dismiss();
    here.state = { kind: 'loading' };
    await see(filled(0.96));
    here.state = state;
    await see(filled(0.96));
    expect(shown()).toEqual([]);
    expect(here.refreshed).toBe(1);
  });

  it('tells nothing more once the warnings are switched off', async () => {
    storage.put(known(filled(0.96)));
    watch.dispose();
    await new Promise(resolve => setTimeout(resolve));
    expect(shown()).toEqual([]);
  });

  it('offers to clear and to grow', async () => {
    await see(filled(0.96));
    const { actions } = Notification.manager.notifications[0].options;
    expect(actions?.map(({ label }) => label)).toEqual(['Clear…', 'Grow…']);
    actions?.forEach(({ callback }) => callback(new MouseEvent('click')));
    expect(onUsage).toHaveBeenCalledTimes(1);
    expect(grow).toHaveBeenCalledTimes(1);
  });

  it('warns of too many files, too', async () => {
    await see(filled(0.3, { inodes: { size: 1000, used: 990 } }));
    expect(shown()).toEqual([['error', expect.stringContaining('inodes')]]);
  });

  it('says nothing of a home that does not answer', async () => {
    await see(filled(0.96, { state: 'not-answering' }));
    expect(shown()).toEqual([]);
  });
});
