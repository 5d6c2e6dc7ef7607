import { makeDomain } from '../../spaces/__tests__/domainSettings';
import { makeDetails, makeSpace } from '../../spaces/__tests__/factories';
import { studioLink } from '../studioLink';

const space = (url: string | null) =>
  makeSpace({ details: makeDetails({ url }) });
const DOMAIN = makeDomain({ url: 'https://d-1.studio.example/' });

describe('studioLink', () => {
  it.each<[string | null, string | null]>([
    [
      'https://d-1.studio.example/spaces/team',
      'https://d-1.studio.example/spaces/team'
    ],
    // The local domain.
    ['http://127.0.0.1:8890/studio', 'http://127.0.0.1:8890/studio'],
    ['http://ana.localhost:8890/studio', 'http://ana.localhost:8890/studio'],
    ['http://studio.example/', 'https://d-1.studio.example/'],
    ['http://localhost.example/', 'https://d-1.studio.example/'],
    ['javascript:alert(1)', 'https://d-1.studio.example/'],
    ['no address', 'https://d-1.studio.example/'],
    [null, 'https://d-1.studio.example/']
  ])('of %s is %s', (url, link) => {
    expect(studioLink(space(url), DOMAIN)).toBe(link);
  });

  it('is none where AWS gives none', () => {
    expect(studioLink(space(null), makeDomain())).toBeNull();
    expect(studioLink(null, null)).toBeNull();
  });
});
