import { documentsIn, saveAll, unsavedIn } from '../documents';
import { makeShell, makeTab } from './factories';

const READ_ONLY = 'it is read-only';

describe('documents', () => {
  it('are those that are open, each once', () => {
    const twice = makeTab('a.ipynb');
    const shell = makeShell(
      twice,
      { context: twice.context },
      makeTab('loading.py', { isReady: false }),
      makeTab('closed.py', { isDisposed: true }),
      {}
    );
    expect(documentsIn(shell).map(({ localPath }) => localPath)).toEqual([
      'a.ipynb'
    ]);
  });

  it('are unsaved with changes', () => {
    const shell = makeShell(
      makeTab('a.py', {}, { dirty: true }),
      makeTab('b.py')
    );
    expect(unsavedIn(shell).map(({ localPath }) => localPath)).toEqual([
      'a.py'
    ]);
  });

  it('are all saved, and those that cannot be are told with why', async () => {
    const failing = jest.fn(async () => {
      throw new Error('Disk full');
    });
    const tabs = [
      makeTab('full.py', { save: failing }),
      makeTab('locked.py', { contentsModel: { writable: false } }),
      makeTab('fine.py')
    ];
    const failed = await saveAll(
      tabs.map(({ context }) => context),
      READ_ONLY
    );
    expect(failed).toEqual([
      { path: 'full.py', why: 'Disk full' },
      { path: 'locked.py', why: READ_ONLY }
    ]);
    expect(tabs[1].context.save).not.toHaveBeenCalled();
    expect(tabs[2].context.save).toHaveBeenCalledTimes(1);
  });
});
