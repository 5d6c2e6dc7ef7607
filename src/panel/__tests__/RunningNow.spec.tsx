import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { IPermissions } from '../../server/here';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { PriceOf } from '../../spaces/running';
import { IProfileApp, ISpace } from '../../spaces/space';
import { IAccount, ISpaces, SpacesState } from '../../tokens';
import { fakeLayout, scroller } from '../../ui/__tests__/layout';
import { RunningModel, runningNote } from '../RunningModel';
import { RunningNow } from '../RunningNow';

const trans = nullTranslator.load('');

/** The section over these, and the note beside its title. */
function setUp(
  known: ISpace[] | Exclude<SpacesState['kind'], 'ready'>,
  profileApps: IProfileApp[] = [],
  priceOf: PriceOf = () => null,
  permissions: Partial<IPermissions> = {}
) {
  const state = Array.isArray(known)
    ? { kind: 'ready', spaces: known, profileApps, complete: true, me: 'ana' }
    : { kind: known };
  const spaces = {
    state,
    stateChanged: new Signal<any, void>({})
  } as unknown as ISpaces;
  const running = new RunningModel({
    here: new FakeHere({
      kind: 'ready',
      here: { ...HERE, permissions: { ...HERE.permissions, ...permissions } },
      mismatch: null
    }),
    spaces,
    account: { changed: new Signal<any, void>({}) } as unknown as IAccount,
    priceOf
  });
  const screen = render(
    <RunningNow spaces={spaces} running={running} trans={trans} />,
    { container: scroller() }
  );
  return {
    screen,
    entries: () =>
      screen.queryAllByRole('listitem').map(item => item.textContent),
    note: (complete = true) => runningNote(running.instances, complete, trans)
  };
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

const canvas: IProfileApp = {
  ...makeApp({
    type: 'Canvas',
    instanceType: 'system',
    created: hoursAgo(5)
  }),
  user: 'chen'
};

fakeLayout();

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

describe('RunningNow', () => {
  it('says what runs, whose it is, since when, and what it has cost', () => {
    const space = makeSpace({ apps: [makeApp({ created: hoursAgo(2) })] });
    const { entries, note } = setUp([space], [canvas], type =>
      type === 'ml.t3.medium' ? 0.505 : null
    );
    expect(entries().map(text => text?.replace(/\s/g, ' '))).toEqual([
      'Canvaschen5 hcost unknown',
      'scratchJupyterLab · yours · ml.t3.medium2 h≈ $1.01'
    ]);
    expect(note()).toBe('2 · at least $0.51/h');
  });

  it('says nothing of the total where no price is known', () => {
    expect(setUp([], [canvas]).note()).toBe('1');
  });

  it('does not take what is known for all while more is read', () => {
    const space = makeSpace({ apps: [makeApp()] });
    const { note } = setUp([space], [], () => 0.5);
    expect(note()).toBe('1 · $0.50/h');
    expect(note(false)).toBe('1+ · at least $0.50/h');
  });

  it('goes on counting between two lists', () => {
    jest.useFakeTimers();
    const created = new Date(Date.now() - 50_000);
    const { entries } = setUp(
      [makeSpace({ apps: [makeApp({ created })] })],
      [],
      () => 0.05
    );
    const shown = () => entries()[0]?.replace(/\s/g, ' ');
    const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));
    expect(shown()).toMatch(/50 s<\$0\.01$/);
    pass(5000);
    expect(shown()).toMatch(/55 s<\$0\.01$/);
    pass(5 * 60_000);
    expect(shown()).toMatch(/5 min<\$0\.01$/);
    jest.useRealTimers();
  });

  it('names a space whole where its name is cut', () => {
    const space = makeSpace({ displayName: 'Nightly', apps: [makeApp()] });
    setUp([space]).screen.getByTitle('Nightly (scratch)');
  });

  it('shows the first few, and all when asked', () => {
    const spaces = Array.from({ length: 8 }, (_, number) =>
      makeSpace({ name: `s${number}`, apps: [makeApp()] })
    );
    const { screen, entries } = setUp(spaces);
    expect(entries()).toHaveLength(5);
    fireEvent.click(screen.getByRole('button', { name: 'Show all 8' }));
    expect(entries()).toHaveLength(8);
    fireEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(entries()).toHaveLength(5);
  });

  it('shows what is other people’s only where the administrator lets it', () => {
    const spaces = [
      makeSpace({ name: 'mine', apps: [makeApp()] }),
      makeSpace({ name: 'bens', owner: 'ben', apps: [makeApp()] }),
      makeSpace({ name: 'ours', sharing: 'Shared', apps: [makeApp()] })
    ];
    expect(setUp(spaces, [canvas]).entries()).toHaveLength(4);
    cleanup();
    const { entries } = setUp(spaces, [canvas], () => null, {
      whole_domain: false
    });
    expect(entries().map(text => text?.slice(0, 4))).toEqual(['mine', 'ours']);
  });

  it.each([
    [[] as ISpace[], 'Nothing runs.'],
    ['loading' as const, 'Looking…'],
    ['failed' as const, 'Not known.'],
    ['outside' as const, 'Not known.']
  ])('says so when there is nothing to show (%p)', (known, text) => {
    expect(setUp(known).screen.container.textContent).toBe(text);
  });
});
