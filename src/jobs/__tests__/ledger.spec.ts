import { makeJob } from '../../spaces/__tests__/factories';
import { IJobEvent, JOB_SCHEMA } from '../job';
import { afterEvent, afterList, EMPTY, ILedger } from '../ledger';

const event = (overrides: Partial<IJobEvent>): IJobEvent => ({
  schema_id: JOB_SCHEMA,
  boot: 'b1',
  sequence: 6,
  event: 'changed',
  job: makeJob(),
  ...overrides
});

const ledger: ILedger = { boot: 'b1', sequence: 5, jobs: [] };

describe('afterEvent', () => {
  it('adds the job of the next event', () => {
    const next = afterEvent(ledger, event({})) as ILedger;
    expect(next.sequence).toBe(6);
    expect(next.jobs).toEqual([makeJob()]);
  });

  it('replaces a job in its place', () => {
    const jobs = [makeJob({ id: 'j2' }), makeJob()];
    const ended = makeJob({ state: 'done' });
    const next = afterEvent({ ...ledger, jobs }, event({ job: ended }));
    expect((next as ILedger).jobs).toEqual([jobs[0], ended]);
  });

  it('ignores an event that the list had already', () => {
    expect(afterEvent(ledger, event({ sequence: 5 }))).toBe(ledger);
  });

  it.each([
    ['a number was left out', { sequence: 8 }],
    ['the server was started anew', { boot: 'b2' }]
  ])('is a gap when %s', (_, overrides) => {
    expect(afterEvent(ledger, event(overrides))).toBe('gap');
  });

  it('is a gap before any list has come', () => {
    expect(afterEvent(EMPTY, event({}))).toBe('gap');
  });
});

describe('afterList', () => {
  it('ignores a list that is older than the events seen since', () => {
    const list = { boot: 'b1', sequence: 4, jobs: [] };
    expect(afterList(ledger, list)).toBe(ledger);
  });

  it('takes the list of a server that was started anew, whatever its number', () => {
    const list = { boot: 'b2', sequence: 0, jobs: [makeJob()] };
    expect(afterList(ledger, list)).toEqual(list);
  });
});
