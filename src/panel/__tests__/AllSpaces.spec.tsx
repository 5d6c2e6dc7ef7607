import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { IJob } from '../../jobs/job';
import { IHereAnswer, IPermissions } from '../../server/here';
import { IProblem } from '../../server/problem';
import {
  makeApp,
  makeDetails,
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { ISpace } from '../../spaces/space';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { NOTHING_DENIED } from '../../spaces/denied';
import { IAccount, IJobs, ISpaces, SpacesState } from '../../tokens';
import { fakeLayout, scroller } from '../../ui/__tests__/layout';
import { AllSpaces } from '../AllSpaces';
import { ListModel, viewedNote } from '../ListModel';
import { ViewModel } from '../ViewModel';

const trans = nullTranslator.load('');

/** Models with what a test says, and the list rendered over them. */
function setUp(
  state: SpacesState,
  jobs: IJob[] = [],
  price: number | null = null,
  permissions: Partial<IPermissions> = {},
  place: Partial<IHereAnswer> = {}
) {
  const stateChanged = new Signal<any, void>({});
  const spaces = {
    state,
    stateChanged,
    selected: null as string | null,
    denied: NOTHING_DENIED,
    shown: [] as readonly string[],
    select: (name: string | null) => {
      spaces.selected = name;
      stateChanged.emit();
    },
    refresh: jest.fn(async () => {})
  };
  const calls = { onRun: jest.fn(), onStop: jest.fn(), onOpen: jest.fn() };
  const onAct = jest.fn();
  const here = new FakeHere({
    kind: 'ready',
    here: {
      ...HERE,
      ...place,
      permissions: { ...HERE.permissions, ...permissions }
    },
    mismatch: null
  });
  const views = new ViewModel(here, null);
  const list = new ListModel({
    here,
    spaces: spaces as unknown as ISpaces,
    jobs: {
      jobs,
      changed: new Signal<any, void>({}),
      latest: (name: string) => jobs.find(job => job.space === name) ?? null
    } as unknown as IJobs,
    views,
    trans
  });
  const screen = render(
    <AllSpaces
      spaces={spaces as unknown as ISpaces}
      list={list}
      views={views}
      account={
        {
          changed: new Signal<any, void>({}),
          instance: () => ({ vcpu: 2, memoryGiB: 4, gpu: null }),
          price: () => price,
          volumePrice: price
        } as unknown as IAccount
      }
      here={here}
      {...calls}
      // The form for changes is not there.
      actsOf={(act, space) =>
        act === 'change'
          ? null
          : { refusal: null, execute: () => onAct(act, space) }
      }
      commands={new CommandRegistry()}
      trans={trans}
    />,
    { container: scroller() }
  );
  const show = (next: SpacesState) =>
    act(() => {
      spaces.state = next;
      stateChanged.emit();
    });
  return { screen, spaces, list, show, onAct, ...calls };
}

const ready = (...spaces: ISpace[]): SpacesState & { kind: 'ready' } => ({
  kind: 'ready',
  spaces,
  profileApps: [],
  complete: true,
  me: 'ana',
  problem: null,
  retryAt: null
});

const problem: IProblem = {
  kind: 'access-denied',
  tried: 'ListApps',
  type: 'AccessDeniedException',
  text: 'User is not authorized to perform: sagemaker:ListApps'
};

fakeLayout();

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

describe('AllSpaces', () => {
  it('offers the action that makes sense now', () => {
    const { screen, onRun, onOpen, onStop } = setUp(
      ready(
        makeSpace({ name: 'idle' }),
        makeSpace({ name: 'busy', apps: [makeApp()] })
      )
    );
    fireEvent.click(screen.getByRole('button', { name: 'Run idle' }));
    fireEvent.click(screen.getByRole('button', { name: 'Open busy' }));
    fireEvent.click(screen.getByRole('button', { name: 'Stop busy' }));
    expect(onRun).toHaveBeenCalledWith('idle');
    expect(onOpen).toHaveBeenCalledWith('busy');
    expect(onStop).toHaveBeenCalledWith('busy');
    expect(screen.queryByRole('button', { name: 'Open idle' })).toBeNull();
  });

  it('shows details below the selected row, and hides them again', () => {
    const { screen } = setUp(
      ready(
        makeSpace({
          details: makeDetails({
            fileSystems: [{ kind: 'EFS', id: 'fs-1' }]
          })
        })
      )
    );
    const row = screen.getByRole('button', { name: /^scratch/ });
    fireEvent.click(row);
    const details = screen.getByRole('group', { name: 'Details of scratch' });
    for (const text of [
      'ml.m5.large · 2 vCPU · 4 GiB',
      'EBS 20 GB',
      'EFS fs-1',
      'Distribution 3.9.0 CPU',
      'after 1 h',
      'ana'
    ]) {
      expect(details.textContent?.replace(/\s/g, ' ')).toContain(text);
    }
    expect(row.getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(row);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('tells what a running space costs, where the price is known', () => {
    const since = new Date(Date.now() - 3 * 3600_000);
    const space = makeSpace({ apps: [makeApp({ created: since })] });
    const { screen } = setUp(
      ready(space, makeSpace({ name: 'idle' })),
      [],
      1.5
    );
    const row = screen.getByRole('button', { name: /^scratch/ });
    expect(row.textContent).toContain('ml.t3.medium\u00a0· $1.50/h');
    expect(
      screen.getByRole('button', { name: /^idle/ }).textContent
    ).not.toContain('$');
    fireEvent.click(row);
    const details = screen.getByRole('group').textContent?.replace(/\s/g, ' ');
    for (const text of [
      'ml.t3.medium · 2 vCPU · 4 GiB · $1.50/h',
      'EBS 20 GB · $30.00/month',
      '3 h · ≈ $4.50, since'
    ]) {
      expect(details).toContain(text);
    }
  });

  it('says that a price is unknown, not that it is 0', () => {
    const { screen } = setUp(ready(makeSpace({ apps: [makeApp()] })));
    const row = screen.getByRole('button', { name: /^scratch/ });
    fireEvent.click(row);
    const details = screen.getByRole('group').textContent?.replace(/\s/g, ' ');
    expect(details).toContain('4 GiB · price unknown');
    expect(details).toContain('EBS 20 GB · price unknown');
    expect(`${row.textContent} ${details}`).not.toMatch(/[$≈]/);
  });

  it('tells why it failed, and runs it again from there', () => {
    const reason = 'EC2InsufficientCapacityError: none left';
    const { screen, onAct } = setUp(
      ready(
        makeSpace({
          apps: [
            makeApp({ status: 'Failed', instanceType: 'ml.p4d.24xlarge' })
          ],
          details: makeDetails({ failure: reason })
        })
      )
    );
    screen.getByText('no capacity for ml.p4d.24xlarge now');
    fireEvent.click(screen.getByRole('button', { name: 'Why? scratch' }));
    screen.getByText('AWS has no ml.p4d.24xlarge to give now');
    screen.getByText(new RegExp(reason));
    expect(screen.queryByText('Choose another instance…')).toBeNull();
    fireEvent.click(
      screen.getByRole('button', { name: 'Run again (scratch)' })
    );
    expect(onAct).toHaveBeenCalledWith('run', 'scratch');
  });

  it('says that a space could not be stopped, and why', () => {
    const job = makeJob({
      kind: 'stop',
      state: 'failed',
      ended: new Date().toISOString(),
      error: makeError({
        type: 'AccessDeniedException',
        message: 'not authorized to perform: sagemaker:DeleteApp',
        step: 'delete-app',
        failed: 'stop'
      })
    });
    const { screen } = setUp(
      ready(makeSpace({ apps: [makeApp({ created: new Date(0) })] })),
      [job]
    );
    screen.getByText('· could not be stopped: you may not stop it from here');
    fireEvent.click(screen.getByRole('button', { name: /^scratch/ }));
    screen.getByText('You may not do this: DeleteApp');
    screen.getByText(/^The permission sagemaker:DeleteApp is missing/);
    screen.getByText('It failed while asking to stop.');
    screen.getByRole('button', { name: 'Stop scratch' });
  });

  it('says of a stopped space that it could not be run, with Run beside and why below', () => {
    const job = makeJob({
      state: 'failed',
      ended: new Date().toISOString(),
      error: makeError({
        type: 'ResourceLimitExceeded',
        message:
          "The account-level service limit 'Studio JupyterLab Apps running on ml.g5.xlarge instances' is 0 Apps, with current utilization of 0 Apps",
        step: 'create-app',
        failed: 'run'
      })
    });
    const { screen, onRun } = setUp(
      ready(makeSpace(), makeSpace({ name: 'other' })),
      [job]
    );
    const row = screen.getByRole('button', { name: /^scratch/ });
    expect(row.textContent).toContain(
      'could not be run: quota reached for ml.g5.xlarge'
    );
    fireEvent.click(screen.getByRole('button', { name: 'Run scratch' }));
    expect(onRun).toHaveBeenCalledWith('scratch');
    fireEvent.click(row);
    const details = screen.getByRole('group', { name: 'Details of scratch' });
    expect(details.textContent).toContain('Statusstopped');
    screen.getByText('The quota for ml.g5.xlarge is reached');
    screen.getByRole('button', { name: 'Run again (scratch)' });

    fireEvent.click(screen.getByRole('button', { name: 'Filter and sort' }));
    fireEvent.click(screen.getByRole('button', { name: 'failed' }));
    expect(screen.queryAllByRole('listitem')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'stopped' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it('calls a space by its display name everywhere, and acts on its name', () => {
    const { screen, onRun } = setUp(
      ready(makeSpace({ name: 'pipelines', displayName: 'Nightly' }))
    );
    fireEvent.click(screen.getByRole('button', { name: /^Nightly/ }));
    screen.getByRole('group', { name: 'Details of Nightly' });
    screen.getByTitle('Nightly (pipelines)');
    fireEvent.click(screen.getByRole('button', { name: 'Run Nightly' }));
    expect(onRun).toHaveBeenCalledWith('pipelines');
  });

  it('shows the progress of a job', () => {
    const job = makeJob({
      step: {
        name: 'wait-in-service',
        index: 3,
        total: 3,
        since: '',
        slow: true
      }
    });
    const { screen } = setUp(ready(makeSpace()), [job]);
    screen.getByText('step 3/3');
    screen.getByText(/starting/);
    screen.getByText(/longer than usual/);
  });

  it('shows names, reasons and answers as text, never as markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { screen, show } = setUp(
      ready(
        makeSpace({
          name: 'evil',
          displayName: evil,
          owner: evil,
          sharing: 'Shared',
          apps: [makeApp({ status: 'Failed' })],
          details: makeDetails({ failure: evil })
        })
      )
    );
    fireEvent.click(screen.getByRole('button', { name: /^Why/ }));
    show({ ...ready(), problem: { ...problem, kind: 'aws', text: evil } });
    expect(screen.container.querySelector('img')).toBeNull();
    expect(screen.container.textContent).toContain(evil);
  });

  it('shows a status and an app that it does not know as they are', () => {
    const { screen } = setUp(
      ready(makeSpace({ spaceStatus: 'Archived', appType: 'Holodeck' }))
    );
    screen.getByText(/Archived/);
    screen.getByText(/Holodeck/);
    const run = screen.getByRole('button', { name: 'Run scratch' });
    expect(run.getAttribute('aria-disabled')).toBe('true');
    expect(run.title).toContain('Holodeck');
  });

  it('keeps the list when a refresh fails, and says what failed and when it tries again', () => {
    const { screen, spaces } = setUp({
      ...ready(makeSpace()),
      problem,
      retryAt: Date.now() + 60_000
    });
    screen.getByText('You may not do this: ListApps');
    screen.getByText(/^Next try at/);
    screen.getByText(/not authorized/);
    screen.getByRole('button', { name: 'Run scratch' });
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(spaces.refresh).toHaveBeenCalled();
  });

  it('shows the raw answer only where the advice does not contain it', () => {
    const answered = 'What exactly was answered';
    const older: IProblem = { kind: 'server-older', tried: 'here', text: '1' };
    const { screen, show } = setUp({ ...ready(), problem: older });
    expect(screen.queryByText(answered)).toBeNull();
    show({ ...ready(), problem });
    screen.getByText(answered);
  });

  it.each<[string, SpacesState, RegExp]>([
    ['while it reads', { kind: 'loading' }, /Reading the spaces/],
    [
      'without the server part',
      {
        kind: 'failed',
        problem: { kind: 'server-missing', tried: 'here', text: '' },
        retryAt: null
      },
      /Install jupyterlab-sagemaker-spaces/
    ],
    ['without spaces', ready(), /no space yet/],
    [
      'with only other people’s private spaces',
      ready(makeSpace({ owner: 'ben' })),
      /turn on “Whole domain”/
    ]
  ])('says what to do %s', (_, state, text) => {
    expect(setUp(state).screen.container.textContent).toMatch(text);
  });

  it.each<[IHereAnswer['place'], RegExp]>([
    ['outside', /c\.SpacesExtension\.domain_id/],
    ['unified-studio', /open the project there/],
    ['unreadable', /stop this space in Studio and run it again/]
  ])('says what to do where there is no list: %s', (place, text) => {
    const { screen } = setUp(
      { kind: 'outside' },
      [],
      null,
      {},
      {
        ...{ place, domain_id: null, space: null }
      }
    );
    expect(screen.container.textContent).toMatch(text);
  });

  it('says what a home is and what is mounted', () => {
    const details = makeDetails({
      fileSystems: [{ kind: 'EFS', id: 'fs-0ab1c2d3e4f5a6b7c' }]
    });
    const { screen } = setUp(
      ready(makeSpace({ details }), makeSpace({ name: 'plain' }))
    );
    expect(screen.getByTitle('EBS 20 GB').textContent).toContain('EBS 20 GB');
    expect(
      screen.getByTitle('EBS 20 GB + EFS fs-0ab1c2d3e4f5a6b7c').textContent
    ).toContain('EBS 20 GB + EFS fs-0ab…');
  });

  it('searches, and says when nothing matches', () => {
    const { screen } = setUp(
      ready(makeSpace({ name: 'one' }), makeSpace({ name: 'two' }))
    );
    const search = screen.getByRole('searchbox');
    fireEvent.change(search, { target: { value: 'tw' } });
    expect(screen.queryByText('one')).toBeNull();
    fireEvent.change(search, { target: { value: 'three' } });
    screen.getByText('No space matches “three”.');
    fireEvent.keyDown(search, { key: 'Escape' });
    screen.getByText('one');
  });

  it('does not say that nothing matches while more is being read', () => {
    const { screen, show, list } = setUp({
      ...ready(makeSpace({ name: 'one' }), makeSpace({ name: 'two' })),
      complete: false
    });
    const note = (complete: boolean) =>
      viewedNote(list.viewed, complete, trans);
    expect(note(false)).toBe('2+');
    fireEvent.change(screen.getByRole('searchbox'), {
      target: { value: 'thr' }
    });
    expect(note(false)).toBe('0 of 2+');
    expect(screen.queryByText(/No space matches/)).toBeNull();
    screen.getByText('Reading more spaces…');
    show(ready(makeSpace({ name: 'one' }), makeSpace({ name: 'three' })));
    expect(note(true)).toBe('1 of 2');
    screen.getByText('three');
    show(ready(makeSpace({ name: 'one' })));
    screen.getByText('No space matches “thr”.');
  });

  it('shows other people’s spaces when the whole domain is asked for', () => {
    const { screen, spaces } = setUp(
      ready(
        makeSpace({ name: 'mine' }),
        makeSpace({ name: 'bens', owner: 'ben' })
      )
    );
    expect(screen.queryByText('bens')).toBeNull();
    expect(spaces.shown).toEqual(['mine']);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Whole domain' }));
    screen.getByText('bens');
    expect(spaces.shown).toEqual(['bens', 'mine'].reverse());
    // No button that does nothing, but why there is none.
    expect(screen.queryByRole('button', { name: 'Run bens' })).toBeNull();
    const row = screen.getByRole('button', { name: /^bens/ });
    expect(row.title).toContain('Only ben can do this');
  });

  it('shows only what one works with where the administrator wants it so', () => {
    const { screen } = setUp(ready(makeSpace({ owner: 'ben' })), [], null, {
      whole_domain: false
    });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.container.textContent).toMatch(/no space yet/);
  });

  it('filters and sorts, and says how many of these are in use', () => {
    const { screen } = setUp(
      ready(
        makeSpace({ name: 'a' }),
        makeSpace({ name: 'b', apps: [makeApp()] }),
        makeSpace({ name: 'c', spaceStatus: 'Failed' })
      )
    );
    const names = () =>
      screen
        .getAllByRole('listitem')
        .map(item => item.getAttribute('data-space'));
    fireEvent.click(screen.getByRole('button', { name: 'Filter and sort' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Order' }), {
      target: { value: 'status' }
    });
    expect(names()).toEqual(['c', 'b', 'a']);
    fireEvent.click(screen.getByRole('button', { name: 'running' }));
    expect(names()).toEqual(['b']);
    screen.getByRole('button', { name: 'Filter and sort (2 in use)' });
    fireEvent.click(
      screen.getByRole('button', { name: 'running', pressed: true })
    );
    expect(names()).toEqual(['c', 'b', 'a']);
  });

  it('offers of a Classic space only to open it in Studio', () => {
    const { screen, onOpen } = setUp(
      ready(
        makeSpace({
          name: 'old',
          sharing: null,
          appType: null,
          apps: [makeApp({ type: 'JupyterServer', instanceType: 'system' })]
        })
      )
    );
    fireEvent.click(screen.getByRole('button', { name: 'Open old in Studio' }));
    expect(onOpen).toHaveBeenCalledWith('old');
    expect(screen.queryByRole('button', { name: /^(Run|Stop)/ })).toBeNull();
  });

  it('keeps the focus in the row when its button goes', () => {
    const space = makeSpace();
    const { screen, show } = setUp(ready(space));
    screen.getByRole('button', { name: 'Run scratch' }).focus();
    show(ready({ ...space, spaceStatus: 'Updating' }));
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: /^scratch/ })
    );
  });

  it('takes no focus that is elsewhere', () => {
    const space = makeSpace();
    const { screen, show } = setUp(ready(space));
    const run = screen.getByRole('button', { name: 'Run scratch' });
    run.focus();
    run.blur();
    show(ready({ ...space, spaceStatus: 'Updating' }));
    expect(document.activeElement).toBe(document.body);
  });

  it('goes from row to row by arrow keys, and keeps the focus through a refresh', () => {
    const one = makeSpace({ name: 'one' });
    const two = makeSpace({ name: 'two' });
    const { screen, show } = setUp(ready(one, two));
    const row = (name: RegExp) => screen.getByRole('button', { name });
    row(/^one/).focus();
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(row(/^two/));
    show(ready(makeSpace({ name: 'between' }), one, { ...two }));
    expect(document.activeElement).toBe(row(/^two/));
    fireEvent.keyDown(document.activeElement!, { key: 'Home' });
    expect(document.activeElement).toBe(row(/^between/));
  });
});
