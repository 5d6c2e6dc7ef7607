import { Dialog, Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import {
  act,
  cleanup,
  fireEvent,
  render,
  waitFor
} from '@testing-library/react';
import * as React from 'react';
import { fakeServer, IAnswer } from '../../../server/__tests__/fakeServer';
import { IAccount } from '../../../tokens';
import { EFS, FakeStorage, GB, HOME, known } from '../../__tests__/factories';
import { DiskUsage } from '../DiskUsage';
import { IResult, IUsage } from '../usage';
import { UsageModel } from '../UsageModel';
import { HOME_PATH, makeResult, makeUsage } from './factories';

const trans = nullTranslator.load('');

/** A server part that has scanned what a test says; the newest of several answers. */
function setUp(first: Partial<IUsage> = {}) {
  let usage = makeUsage(first);
  let clearable = 3 * GB;
  const answers: Record<string, (body: any) => IAnswer> = {
    'GET sagemaker-spaces/usage': () => ({ body: usage }),
    'POST sagemaker-spaces/usage': ({ where }) => {
      const result = makeResult({ where, state: 'running', ended: null });
      usage = { ...usage, running: { [where]: result } };
      return { status: 201, body: { running: result } };
    },
    'DELETE sagemaker-spaces/usage': () => {
      const [result] = Object.values(usage.running);
      usage = {
        ...usage,
        running: {},
        results: { home: { ...result, state: 'cancelled' } }
      };
      return { body: usage.results.home };
    },
    'POST sagemaker-spaces/usage/clear': ({ hogs, dry_run }) => {
      const bytes = clearable;
      if (!dry_run) {
        clearable = 0;
        const { home } = usage.results;
        usage = {
          ...usage,
          results: { home: { ...home, hogs: { pip: 0 }, bytes: 7 * GB } }
        };
      }
      const cleared = hogs.map((id: string) => ({
        id,
        bytes,
        files: 2,
        error: null
      }));
      return { body: { cleared, dry_run } };
    }
  };
  const { settings, asked } = fakeServer(({ method, path, body }) =>
    answers[`${method} ${path}`](body)
  );
  const model = new UsageModel(settings);
  const storage = new FakeStorage(known(HOME, EFS));
  const profilesByUid = jest.fn(async () => new Map([[200005, 'ana']]));
  const account = {
    read: async () => ({ profilesByUid })
  } as unknown as IAccount;
  const onGo = jest.fn();
  const screen = render(
    <DiskUsage
      {...{ model, storage, account, onGo, trans }}
      growOf={() => null}
    />
  );
  return {
    ...{ model, storage, asked, screen, profilesByUid, onGo },
    acts: () =>
      asked
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body }) => [method, path, body]),
    button: (name: string | RegExp) => screen.getByRole('button', { name }),
    put: (part: Partial<IUsage>) => {
      usage = { ...usage, ...part };
    }
  };
}

const text = (element: Element | null) =>
  element?.textContent?.replace(/\u00a0/g, ' ') ?? '';

describe('DiskUsage', () => {
  let world: ReturnType<typeof setUp>;
  const begin = async (first?: Partial<IUsage>) => {
    world = setUp(first);
    await act(() => world.model.refresh());
    return world;
  };
  const click = (name: string | RegExp) =>
    act(async () => {
      fireEvent.click(world.button(name));
    });
  afterEach(() => {
    world.model.dispose();
    cleanup();
    Notification.manager.dismiss();
  });

  it('scans on a click only, shows what is seen so far, and can be cancelled', async () => {
    const { screen, acts, button } = await begin();
    expect(acts()).toEqual([]);
    expect(text(screen.getByRole('status'))).toContain('Never scanned');
    await click('Scan');
    await waitFor(() => button('Cancel'));
    expect(text(screen.getByRole('status'))).toContain(
      'Scanning: 10 GB in 1,200 files and 1 folder so far'
    );
    await click('Cancel');
    await waitFor(() => button('Scan again'));
    expect(text(screen.getByRole('status'))).toContain('cancelled');
    expect(acts()).toEqual([
      ['POST', 'sagemaker-spaces/usage', { where: 'home' }],
      ['DELETE', 'sagemaker-spaces/usage', null]
    ]);
  });

  it('shows the last result at once: folders, files, and what it could not see', async () => {
    const result: IResult = makeResult({
      largest_folders: [
        { path: `${HOME_PATH}/data`, bytes: 8 * GB, files: 9 },
        { path: `${HOME_PATH}/.cache/x`, bytes: GB, files: 1 }
      ],
      largest_files: [
        {
          path: `${HOME_PATH}/data/a\\xff.bin`,
          bytes: 2 * GB,
          modified: '2026-01-02T00:00:00Z'
        }
      ],
      unread: {
        count: 3,
        examples: [{ path: `${HOME_PATH}/no`, why: 'Permission denied' }]
      },
      vanished: 1,
      other_file_systems: [`${HOME_PATH}/user-default-efs`]
    });
    const { screen, onGo } = await begin({ results: { home: result } });
    const list = (name: string) =>
      Array.from(screen.getByRole('list', { name }).children, text);
    expect(list('Largest folders')).toEqual([
      '~/data9 files8 GB',
      '~/.cache/x1 file1 GB'
    ]);
    expect(list('Largest files')[0]).toContain('~/data/a\\xff.bin');
    expect(text(screen.container)).toContain('~/no: Permission denied');
    expect(text(screen.container)).toContain('One file vanished');
    expect(text(screen.container)).toContain('~/user-default-efs');
    await click('~/data');
    expect(onGo).toHaveBeenCalledWith('data');
    // The file browser shows no hidden folders.
    expect(screen.queryByRole('button', { name: '~/.cache/x' })).toBeNull();
    expect(screen.queryByText('By owner')).toBeNull();
  });

  it('clears a cache after a look and a question, and the figures move', async () => {
    const hogs = { pip: 3 * GB, models: GB };
    const { screen, storage, acts } = await begin({
      results: { home: makeResult({ hogs }) }
    });
    expect(screen.queryByRole('button', { name: 'Clear Models…' })).toBeNull();
    await click('Clear pip’s cache…');
    await waitFor(() => expect(Dialog.tracker.size).toBe(1));
    const dialog = document.querySelector('.jp-Dialog');
    expect(text(dialog)).toContain('3 GB in 2 files');
    expect(text(dialog)).toContain(`${HOME_PATH}/.cache/pip`);
    await act(async () => {
      dialog?.querySelector<HTMLElement>('.jp-mod-warn')?.click();
    });
    await waitFor(() => expect(screen.queryByText('pip’s cache')).toBeNull());
    expect(text(screen.getByRole('status'))).toContain('7 GB');
    expect(storage.refresh).toHaveBeenCalledTimes(1);
    expect(acts().map(([, , body]) => body)).toEqual([
      { hogs: ['pip'], dry_run: true },
      { hogs: ['pip'], dry_run: false }
    ]);
    expect(text(screen.container)).not.toContain('Looking…');
    expect(
      Notification.manager.notifications.map(({ message }) =>
        message.replace(/\u00a0/g, ' ')
      )
    ).toEqual(['pip’s cache: 3 GB freed.']);
  });

  it('clears nothing when the question is answered by no', async () => {
    const { acts } = await begin({
      results: { home: makeResult({ hogs: { pip: GB } }) }
    });
    await click('Clear pip’s cache…');
    await waitFor(() => expect(Dialog.tracker.size).toBe(1));
    await act(async () => {
      document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-reject')?.click();
    });
    expect(acts().map(([, , body]) => body.dry_run)).toEqual([true]);
  });

  it('says of a shared file system whose the files are; names on wish', async () => {
    const where = [
      { id: 'home', path: HOME_PATH },
      { id: EFS.path, path: EFS.path }
    ];
    const owners = [
      { uid: 200005, bytes: 3 * GB, files: 1 },
      { uid: 0, bytes: GB, files: 2 }
    ];
    const result = makeResult({ where: EFS.path, path: EFS.path, owners });
    const { screen, profilesByUid, put, model } = await begin({
      where,
      results: { [EFS.path]: result }
    });
    fireEvent.change(screen.getByLabelText('Where'), {
      target: { value: EFS.path }
    });
    expect(text(screen.container)).toContain('access point fsap-0456');
    const list = () =>
      Array.from(screen.getByRole('list', { name: 'By owner' }).children, text);
    expect(list()).toEqual(['uid 2000051 file3 GB', 'root2 files1 GB']);
    expect(profilesByUid).not.toHaveBeenCalled();
    await click('Show names');
    await waitFor(() => expect(list()[0]).toContain('ana'));
    expect(profilesByUid).toHaveBeenCalledWith([200005], expect.any(Function));
    expect(screen.queryByRole('button', { name: 'Show names' })).toBeNull();

    // Another scan finds somebody else's files, too.
    const more = [...owners, { uid: 200010, bytes: GB, files: 1 }];
    put({ results: { [EFS.path]: { ...result, owners: more } } });
    await act(() => model.refresh());
    await click('Show names');
    await waitFor(() =>
      expect(profilesByUid).toHaveBeenLastCalledWith(
        [200005, 200010],
        expect.any(Function)
      )
    );
  });

  it('tells the home from the file system that it is a folder of', async () => {
    const { screen, storage } = await begin({
      where: [
        { id: 'home', path: HOME_PATH },
        { id: '/', path: '/' }
      ]
    });
    act(() => storage.put(known({ ...HOME, path: '/' })));
    const options = Array.from(screen.getByLabelText('Where').children, text);
    expect(options).toEqual(['Home', '/']);
  });

  it('says that a scan failed, beside the last result', async () => {
    const { screen } = await begin({
      results: { home: makeResult() },
      failed: { home: makeResult({ state: 'failed', error: 'Killed.' }) }
    });
    expect(text(screen.getByRole('alert'))).toContain('Killed.');
    expect(text(screen.container)).toContain('10 GB');
  });

  it('foretells when the home is full', async () => {
    const { screen } = await begin({ days_until_full: 11.6 });
    expect(text(screen.container)).toContain('full in about 12 days');
  });
});
