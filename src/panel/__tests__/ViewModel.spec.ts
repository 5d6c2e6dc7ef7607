import { StateDB } from '@jupyterlab/statedb';
import { signalToPromise } from '@jupyterlab/testing';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { DEFAULT_VIEW } from '../view';
import { ViewModel } from '../ViewModel';

const inDomain = (domain_id: string) =>
  new FakeHere({ kind: 'ready', here: { ...HERE, domain_id }, mismatch: null });

describe('ViewModel', () => {
  it('keeps the view of each domain', async () => {
    const db = new StateDB();
    new ViewModel(inDomain('d-1'), db).set({ sort: 'owner' });
    new ViewModel(inDomain('d-2'), db).set({ query: 'x' });
    const first = new ViewModel(inDomain('d-1'), db);
    await signalToPromise(first.changed);
    expect(first.view).toEqual({ ...DEFAULT_VIEW, sort: 'owner' });
    const second = new ViewModel(inDomain('d-2'), db);
    await signalToPromise(second.changed);
    expect(second.view).toEqual({ ...DEFAULT_VIEW, query: 'x' });
  });

  it('has what was kept once the domain is known', async () => {
    const db = new StateDB();
    new ViewModel(inDomain('d-1'), db).set({ wholeDomain: true });
    const here = new FakeHere({ kind: 'loading' });
    const views = new ViewModel(here, db);
    expect(views.view).toEqual(DEFAULT_VIEW);
    here.state = inDomain('d-1').state;
    here.stateChanged.emit();
    await signalToPromise(views.changed);
    expect(views.view.wholeDomain).toBe(true);
  });

  it('does not put what was kept over what was chosen meanwhile', async () => {
    const db = new StateDB();
    new ViewModel(inDomain('d-1'), db).set({ sort: 'owner' });
    const fetched = jest.spyOn(db, 'fetch');
    const views = new ViewModel(inDomain('d-1'), db);
    views.set({ sort: 'status' });
    await fetched.mock.results[0].value;
    await Promise.resolve();
    expect(views.view.sort).toBe('status');
  });

  it('works where nothing is kept', () => {
    const views = new ViewModel(inDomain('d-1'), null);
    views.set({ sort: 'owner' });
    expect(views.view.sort).toBe('owner');
  });
});
