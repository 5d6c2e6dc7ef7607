import { spaceOfHere } from '../server/here';
import type { IProblem } from '../server/problem';
import type { IDomainSettings, ISpaceDefaults } from '../spaces/domainSettings';
import type { ISpace } from '../spaces/space';
import { IAccount, IHere, ISpaces } from '../tokens';
import { problemOfRead, useRead, valueOf } from '../ui/useRead';

/** What AWS tells of the place, as far as it has been read. */
export interface IHereReads {
  readonly space: ISpace | null;
  readonly domain: IDomainSettings | null;
  readonly profile: ISpaceDefaults | null;
  readonly loading: boolean;
  /** Why some of it could not be read. */
  readonly problem: IProblem | null;
}

/** Read the space that one is in, its domain, and in a private space the owner's profile; each part alone. */
export function useHereReads(options: {
  here: IHere;
  spaces: ISpaces;
  account: IAccount;
}): IHereReads {
  const { here, spaces, account } = options;
  const name = spaceOfHere(here.state);
  const reads = useRead(() => account.read(), 'here', [account]);
  const answers = valueOf(reads);
  const space = useRead(() => spaces.readHere(), 'DescribeSpace', [name]);
  const domain = useRead(
    answers && (() => answers.domain()),
    'DescribeDomain',
    [answers]
  );
  const listed = name === null ? null : spaces.find(name);
  const known = listed?.details ? listed : valueOf(space);
  const owner = known?.sharing === 'Private' ? known.owner : null;
  const profile = useRead(
    answers && owner !== null ? () => answers.profile(owner) : null,
    'DescribeUserProfile',
    [answers, owner]
  );
  return {
    space: known,
    domain: valueOf(domain),
    profile: valueOf(profile),
    loading:
      space.kind === 'loading' ||
      (domain.kind === 'loading' && reads.kind !== 'failed') ||
      (owner !== null && profile.kind === 'loading'),
    problem:
      problemOfRead(space) ?? problemOfRead(reads) ?? problemOfRead(domain)
  };
}
