import { nullTranslator } from '@jupyterlab/translation';
import type { IHereAnswer } from '../../server/here';
import { placeWords } from '../placeWords';
import { HERE } from './fakeHere';

const trans = nullTranslator.load('');
const words = (here: Partial<IHereAnswer>) =>
  placeWords({ ...HERE, ...here }, trans);

describe('placeWords', () => {
  it('has nothing to say in a space of Studio', () => {
    expect(words({})).toBeNull();
  });

  it.each<[string, Partial<IHereAnswer>, RegExp, string | null]>([
    [
      'outside Studio without a domain',
      { place: 'outside', domain_id: null },
      /jupyter spaces try/,
      'c.SpacesExtension.domain_id = "d-…"\nc.SpacesExtension.region = "…"'
    ],
    [
      'outside Studio with one',
      { place: 'outside', domain_id: 'd-1' },
      /the domain d-1, which the server’s configuration names/,
      null
    ],
    [
      'in a project',
      {
        place: 'unified-studio',
        project: { id: 'p-1', domain_id: 'dzd-1', region: null }
      },
      /in SageMaker Unified Studio: open the project there/,
      'Project p-1\nDomain dzd-1'
    ],
    [
      'in a project that Studio does not name',
      {
        place: 'unified-studio',
        project: { id: null, domain_id: null, region: null }
      },
      /Unified Studio/,
      null
    ],
    [
      'in a person’s app of Studio Classic',
      { place: 'classic', user_profile: 'ana', space: null },
      /home is that of ana on the domain’s EFS/,
      null
    ],
    [
      'in a shared space of Studio Classic',
      { place: 'classic' },
      /Your home is on the domain’s EFS/,
      null
    ],
    [
      'where Studio’s file is damaged',
      { place: 'unreadable', trouble: '/opt/x.json cannot be read' },
      /stop this space in Studio and run it again/,
      '/opt/x.json cannot be read'
    ]
  ])('tells the way on %s', (_, here, todo, raw) => {
    const said = words(here);
    expect(said?.todo.join(' ')).toMatch(todo);
    expect(said?.raw).toBe(raw);
  });
});
