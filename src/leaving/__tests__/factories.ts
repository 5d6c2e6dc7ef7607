import { Signal } from '@lumino/signaling';
import type { IAwaitedKernel, IDeparture, IJob } from '../../jobs/job';
import { makeJob } from '../../spaces/__tests__/factories';
import type { IKernel, ITerminal } from '../server';

/** A busy kernel of a notebook, changed as asked. */
export function makeKernel(overrides: Partial<IKernel> = {}): IKernel {
  return {
    id: 'k1',
    name: 'Python 3 (ipykernel)',
    path: 'train.ipynb',
    state: 'busy',
    active: '2026-11-24T09:48:00Z',
    recordable: true,
    ...overrides
  };
}

export function makeTerminal(overrides: Partial<ITerminal> = {}): ITerminal {
  return {
    name: '1',
    busy: true,
    command: 'python train.py',
    since: '2026-11-24T09:58:00Z',
    ...overrides
  };
}

/** A stop of `scratch` that waits for a kernel, changed as asked. */
export function makeDeparture(
  step: 'wait-done' | 'save-outputs' | 'announce' | 'delete-app' | 'wait-gone',
  leaving: Partial<IDeparture> = {},
  overrides: Partial<IJob> = {}
): IJob {
  const awaited: IAwaitedKernel = {
    id: 'k1',
    path: 'train.ipynb',
    state: 'busy',
    recorded: true
  };
  return makeJob({
    kind: 'stop',
    step: { ...makeJob().step, name: step },
    leaving: {
      kernels: [awaited],
      until: '2026-11-24T22:00:00Z',
      done: null,
      why: [],
      saving: false,
      stops_at: null,
      ...leaving
    },
    ...overrides
  });
}

/** A document in a tab. */
export function makeTab(path: string, overrides: object = {}, model = {}): any {
  return {
    context: {
      localPath: path,
      isReady: true,
      isDisposed: false,
      contentsModel: { writable: true },
      model: { dirty: false, ...model },
      save: jest.fn(async () => undefined),
      revert: jest.fn(async () => undefined),
      ...overrides
    }
  };
}

/** A shell with these tabs. */
export function makeShell(...tabs: any[]): any {
  const shell = { tabs, widgets: () => tabs };
  return Object.assign(shell, {
    currentChanged: new Signal<any, void>(shell),
    layoutModified: new Signal<any, void>(shell)
  });
}
