import { Event } from '@jupyterlab/services';
import { signalToPromise } from '@jupyterlab/testing';
import { Signal } from '@lumino/signaling';
import { fakeServer, IAnswer, IAsked } from '../../server/__tests__/fakeServer';
import { makeJob } from '../../spaces/__tests__/factories';
import { IJobList, JOB_SCHEMA } from '../job';
import { JobsModel } from '../model';

describe('JobsModel', () => {
  let list: IJobList;
  let answer: (asked: IAsked) => IAnswer;
  let asked: IAsked[];
  let stream: Signal<any, any>;
  let model: JobsModel;
  let createModel: () => JobsModel;

  const emit = (sequence: number, overrides: object = {}) =>
    stream.emit({
      schema_id: JOB_SCHEMA,
      boot: 'b1',
      sequence,
      event: 'changed',
      job: makeJob(),
      ...overrides
    });

  const gets = () => asked.filter(one => one.method === 'GET').length;

  beforeEach(() => {
    list = { boot: 'b1', sequence: 5, jobs: [] };
    answer = () => ({ body: list });
    const server = fakeServer(one => answer(one));
    asked = server.asked;
    stream = new Signal<any, any>({});
    createModel = () =>
      new JobsModel(
        server.settings,
        { stream } as unknown as Event.IManager,
        sessionStorage
      );
    sessionStorage.clear();
    model = createModel();
  });

  afterEach(() => model.dispose());

  describe('the jobs that this tab asked for', () => {
    it('are known also after a reload, until their end was told', async () => {
      answer = () => ({ body: makeJob({ id: 'mine' }) });
      await model.run('scratch');
      expect(model.asked.map(job => job.id)).toEqual(['mine']);

      const reloaded = createModel();
      list = { ...list, jobs: [makeJob({ id: 'mine' }), makeJob()] };
      answer = () => ({ body: list });
      await reloaded.refresh();
      expect(reloaded.asked.map(job => job.id)).toEqual(['mine']);
      reloaded.told('mine');
      expect(reloaded.asked).toEqual([]);
      reloaded.dispose();

      const later = createModel();
      await later.refresh();
      expect(later.asked).toEqual([]);
      later.dispose();
    });

    it('do not contain those of others, and are told of when an event came before the answer', async () => {
      await model.refresh();
      answer = () => {
        emit(6);
        return { body: makeJob() };
      };
      const asked: number[] = [];
      model.changed.connect(() => asked.push(model.asked.length));
      await model.run('scratch');
      expect(asked).toEqual([0, 1]);
    });

    it('are nobody’s when what is kept is something else', async () => {
      sessionStorage.setItem('jupyterlab-sagemaker-spaces:asked-jobs', '{"');
      const reloaded = createModel();
      list = { ...list, jobs: [makeJob()] };
      await reloaded.refresh();
      expect(reloaded.asked).toEqual([]);
      reloaded.dispose();
    });
  });

  it('follows events without asking', async () => {
    await model.refresh();
    emit(6);
    emit(7, { job: makeJob({ state: 'done' }) });
    expect(model.latest('Scratch')?.state).toBe('done');
    expect(gets()).toBe(1);
  });

  it('ignores the events of others', async () => {
    await model.refresh();
    emit(6, { schema_id: 'https://events.jupyter.org/other' });
    expect(model.jobs).toEqual([]);
  });

  it('reads the list again when events were missed', async () => {
    await model.refresh();
    list = { boot: 'b1', sequence: 9, jobs: [makeJob({ state: 'failed' })] };
    emit(8);
    await signalToPromise(model.changed);
    expect(model.latest('scratch')?.state).toBe('failed');
  });

  it('reads the list again when the page is seen again', async () => {
    await model.refresh();
    document.dispatchEvent(new window.Event('visibilitychange'));
    await signalToPromise(model.changed);
    expect(gets()).toBe(2);
  });

  it('reads the list again when a running job falls silent', async () => {
    jest.useFakeTimers();
    try {
      list = { ...list, jobs: [makeJob()] };
      await model.refresh();
      await jest.advanceTimersByTimeAsync(24_000);
      expect(gets()).toBe(1);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(gets()).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('posts a job and knows it before its first event', async () => {
    await model.refresh();
    answer = () => ({ status: 201, body: makeJob() });
    const job = await model.run('scratch');
    expect(asked.pop()?.body).toEqual({ kind: 'run', space: 'scratch' });
    expect(model.latest('scratch')).toEqual(job);
  });

  it('does not let the answer overwrite what events have told since', async () => {
    await model.refresh();
    answer = () => {
      emit(6, { job: makeJob({ state: 'done' }) });
      return { status: 201, body: makeJob() };
    };
    await model.run('scratch');
    expect(model.latest('scratch')?.state).toBe('done');
  });

  it('rejects with what the server said', async () => {
    answer = () => ({
      status: 409,
      body: { type: 'SpacesJobConflict', message: 'being stopped' }
    });
    await expect(model.run('scratch')).rejects.toMatchObject({
      problem: { kind: 'conflict', text: 'being stopped' }
    });
  });

  it('keeps what it knows when the list cannot be read', async () => {
    await model.refresh();
    emit(6);
    answer = () => ({ status: 502 });
    await model.refresh();
    expect(model.jobs).toHaveLength(1);
  });
});
