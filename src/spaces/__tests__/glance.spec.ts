import { signalToPromise } from '@jupyterlab/testing';
import type { IGlance } from '../../aws/glance';
import { ProblemError, ProblemKind } from '../../server/problem';
import { Glance } from '../glance';
import type { IHereApp } from '../space';
import { makeHereApp } from './factories';
import { FakeHere, HERE } from './fakeHere';

const problem = (kind: ProblemKind) => ({ kind, tried: 'here', text: '' });

describe('Glance', () => {
  const ask = jest.fn(async (app: IGlance): Promise<IHereApp | null> =>
    makeHereApp({ instanceType: `ml.of.${app.SpaceName}` })
  );
  let here: FakeHere;
  let glance: Glance;

  const start = async () => {
    const started = glance.start();
    await jest.advanceTimersByTimeAsync(0);
    await started;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    ask.mockClear();
    here = new FakeHere({ kind: 'ready', here: HERE, mismatch: null });
    glance = new Glance(here, ask);
  });

  afterEach(() => {
    glance.dispose();
    jest.useRealTimers();
  });

  it('asks once for the app of this space', async () => {
    await start();
    expect(glance.app?.instanceType).toBe('ml.of.churn-team');
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(ask.mock.calls).toEqual([
      [{ DomainId: 'd-1', SpaceName: 'churn-team', AppType: 'JupyterLab' }]
    ]);
  });

  it('asks again after a failure, until it is told', async () => {
    ask.mockRejectedValueOnce(new ProblemError(problem('throttled')));
    ask.mockRejectedValueOnce(new ProblemError(problem('no-credentials')));
    await start();
    expect(glance.app).toBeNull();
    const changed = signalToPromise(glance.changed);
    await jest.advanceTimersByTimeAsync(60_000);
    await changed;
    expect(glance.app?.instanceType).toBe('ml.of.churn-team');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('does not ask again when there is no answer to be had', async () => {
    ask.mockResolvedValueOnce(null);
    await start();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('looks again for a server part that could not be reached', async () => {
    here.state = { kind: 'failed', problem: problem('server-unreachable') };
    await start();
    here.state = { kind: 'ready', here: HERE, mismatch: null };
    await jest.advanceTimersByTimeAsync(60_000);
    expect(here.refreshed).toBe(1);
    expect(glance.app?.instanceType).toBe('ml.of.churn-team');
  });

  it.each<ProblemKind>(['server-missing', 'server-refused'])(
    'leaves it at that after %s',
    async kind => {
      here.state = { kind: 'failed', problem: problem(kind) };
      await start();
      await jest.advanceTimersByTimeAsync(3_600_000);
      expect(here.refreshed).toBe(1);
      expect(ask).not.toHaveBeenCalled();
    }
  );

  it('asks for nothing outside a space', async () => {
    here.state = {
      kind: 'ready',
      here: { ...HERE, space: null },
      mismatch: null
    };
    await start();
    expect(ask).not.toHaveBeenCalled();
  });
});
