import { Signal } from '@lumino/signaling';
import { cleanup, render, waitFor } from '@testing-library/react';
import * as React from 'react';
import { ProblemError } from '../../server/problem';
import { FakeHere, HERE } from '../../spaces/__tests__/fakeHere';
import { makeSpace } from '../../spaces/__tests__/factories';
import type { ISpace } from '../../spaces/space';
import type { IAccount, IAccountReads, ISpaces } from '../../tokens';
import { IHereReads, useHereReads } from '../useHereReads';

const here = new FakeHere({ kind: 'ready', here: HERE, mismatch: null });

const SHARED = makeSpace({ sharing: 'Shared' });

const refused = (tried: string) =>
  new ProblemError({ kind: 'access-denied', tried, text: 'no' });

/** What is known when all that can be read was read. */
async function readWith(options: {
  space?: () => Promise<ISpace | null>;
  reads?: () => Promise<Partial<IAccountReads>>;
}): Promise<IHereReads> {
  const spaces = {
    find: () => null,
    readHere: options.space ?? (async () => SHARED),
    stateChanged: new Signal({})
  } as unknown as ISpaces;
  const account = {
    read: options.reads ?? (async () => ({ domain: async () => null }))
  } as unknown as IAccount;
  let known: IHereReads | undefined;
  function Probe(): null {
    known = useHereReads({ here, spaces, account });
    return null;
  }
  render(<Probe />);
  await waitFor(() => {
    expect(known?.loading).toBe(false);
  });
  return known as IHereReads;
}

describe('useHereReads', () => {
  afterEach(cleanup);

  it('reads the space and its domain', async () => {
    const { space, problem, loading } = await readWith({});
    expect([space, problem, loading]).toEqual([SHARED, null, false]);
  });

  it('has the domain even where the space may not be read', async () => {
    const domain = { url: 'https://d.example' };
    const known = await readWith({
      space: () => Promise.reject(refused('DescribeSpace')),
      reads: async () => ({ domain: async () => domain as never })
    });
    expect(known.problem?.tried).toBe('DescribeSpace');
    expect(known.domain).toBe(domain);
  });

  it('tells why the rest cannot be read, rather than to be still reading it', async () => {
    const known = await readWith({
      reads: () => Promise.reject(new Error('Loading chunk 7 failed.'))
    });
    expect(known.problem?.text).toContain('Loading chunk 7 failed.');
  });

  it('asks for the owner’s profile in a private space only', async () => {
    const profile = jest.fn(async () => ({}) as never);
    const reads = async () => ({ domain: async () => null as never, profile });
    await readWith({ reads });
    expect(profile).not.toHaveBeenCalled();
    await readWith({
      reads,
      space: async () => makeSpace({ sharing: 'Private', owner: 'ana' })
    });
    expect(profile).toHaveBeenCalledWith('ana');
  });
});
