import { ProblemError } from '../../server/problem';
import { AccountReads, IAccountSource } from '../accountReads';
import { makeDomain } from './domainSettings';
import { FakeHere, HERE } from './fakeHere';

describe('AccountReads', () => {
  const ready = { kind: 'ready', here: HERE, mismatch: null } as const;
  const makeSource = () => ({
    domain: jest.fn(async () => makeDomain()),
    imageVersions: jest.fn(async (name: string) => [
      { number: 1, arn: `arn:${name}` }
    ])
  });

  it('reads each thing once, however often it is asked for', async () => {
    const source = makeSource();
    const create = jest.fn(async () => source as unknown as IAccountSource);
    const reads = new AccountReads(new FakeHere(ready), create);
    const [first] = await Promise.all([reads.domain(), reads.domain()]);
    expect(await reads.domain()).toBe(first);
    expect(source.domain).toHaveBeenCalledTimes(1);
    expect(await reads.imageVersions('a')).toEqual([
      { number: 1, arn: 'arn:a' }
    ]);
    expect(await reads.imageVersions('b')).toEqual([
      { number: 1, arn: 'arn:b' }
    ]);
    expect(create).toHaveBeenCalledTimes(1);
    expect(create).toHaveBeenCalledWith('us-east-1', 'd-1');
  });

  it('reads again what failed', async () => {
    const source = makeSource();
    source.domain.mockRejectedValueOnce(
      new ProblemError({ kind: 'throttled', tried: 'DescribeDomain', text: '' })
    );
    const create = async () => source as unknown as IAccountSource;
    const reads = new AccountReads(new FakeHere(ready), create);
    await expect(reads.domain()).rejects.toThrow('throttled');
    expect(await reads.domain()).toEqual(makeDomain());
  });

  it('asks for the chunk with the SDK again when it could not be loaded', async () => {
    const create = jest
      .fn(async () => makeSource() as unknown as IAccountSource)
      .mockRejectedValueOnce(new Error('chunk'));
    const reads = new AccountReads(new FakeHere(ready), create);
    await expect(reads.domain()).rejects.toThrow('chunk');
    expect(await reads.domain()).toEqual(makeDomain());
  });

  it('says so where there is no domain', async () => {
    const here = { ...HERE, domain_id: null };
    const reads = new AccountReads(
      new FakeHere({ ...ready, here }),
      async () => makeSource() as unknown as IAccountSource
    );
    await expect(reads.domain()).rejects.toMatchObject({
      problem: { kind: 'no-domain' }
    });
  });
});
