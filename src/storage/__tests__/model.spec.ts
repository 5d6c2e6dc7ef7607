import { fakeServer } from '../../server/__tests__/fakeServer';
import { StorageModel } from '../model';
import { makeFolder, makeMounts } from './factories';

const MINUTE = 60_000;

describe('StorageModel', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function setUp(answer = (): object => ({ body: makeMounts() })) {
    const { settings, asked } = fakeServer(answer);
    const model = new StorageModel(settings);
    return {
      model,
      asked,
      pass: (ms: number) => jest.advanceTimersByTimeAsync(ms)
    };
  }

  it('asks nothing before somebody looks', async () => {
    const { model, asked, pass } = setUp();
    await pass(10 * MINUTE);
    expect(asked).toHaveLength(0);
    expect(model.state.kind).toBe('loading');
    model.dispose();
  });

  it('asks at once and every minute while it is seen, and then no more', async () => {
    const { model, asked, pass } = setUp();
    model.isSeen = true;
    await pass(0);
    expect(model.state).toMatchObject({ kind: 'ready', problem: null });
    expect(asked).toHaveLength(1);
    await pass(3 * MINUTE + 1000);
    expect(asked).toHaveLength(4);
    model.isSeen = false;
    await pass(10 * MINUTE);
    expect(asked).toHaveLength(4);
    model.isSeen = true;
    await pass(0);
    expect(asked).toHaveLength(5);
    model.dispose();
  });

  it('asks every five minutes for warnings', async () => {
    const { model, asked, pass } = setUp();
    model.isWatched = true;
    await pass(4 * MINUTE);
    expect(asked).toHaveLength(1);
    await pass(7 * MINUTE);
    expect(asked).toHaveLength(3);
    model.dispose();
  });

  it('keeps what it knows when a look fails, and says when it tries again', async () => {
    let isWell = true;
    const { model, pass } = setUp(() =>
      isWell ? { body: makeMounts() } : { status: 502, body: '' }
    );
    model.isSeen = true;
    await pass(0);
    isWell = false;
    void model.refresh();
    await pass(0);
    expect(model.state).toMatchObject({
      kind: 'ready',
      mounts: makeMounts(),
      problem: { kind: 'server-unreachable' },
      retryAt: expect.any(Number)
    });
    model.dispose();
  });

  it('says so when nothing could be read yet', async () => {
    const { model, pass } = setUp(() => ({ status: 404, body: '' }));
    void model.refresh();
    await pass(0);
    expect(model.state).toMatchObject({
      kind: 'failed',
      problem: { kind: 'server-missing' }
    });
    model.dispose();
  });

  it('asks for a folder whatever it is called', async () => {
    const { model, asked } = setUp(() => ({ body: makeFolder(null) }));
    expect(await model.folder('a b/ü&c?')).toEqual(makeFolder(null));
    expect(asked[0].path).toBe('sagemaker-spaces/mounts');
    model.dispose();
  });
});
