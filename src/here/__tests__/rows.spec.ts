import { nullTranslator } from '@jupyterlab/translation';
import { completeHere, Here } from '../../server/completeHere';
import { UNRESTRICTED } from '../../server/here';
import {
  makeDefaults,
  makeDomain
} from '../../spaces/__tests__/domainSettings';
import {
  makeApp,
  makeDetails,
  makeHereApp,
  makeSpace
} from '../../spaces/__tests__/factories';
import type { IHereApp } from '../../spaces/space';
import { cardRows, IKnown } from '../rows';
import { sourceWord } from '../sources';

const trans = nullTranslator.load('');
const ROLE = 'arn:aws:iam::123456789012:role/service-role/spaces';

/** What the server part tells in a shared space. */
const HERE: Here = completeHere({
  version: '0.1.0',
  boot: 'b',
  place: 'studio',
  domain_id: 'd-1',
  region: 'us-east-1',
  space: 'churn-team',
  app_type: 'JupyterLab',
  sharing: 'Shared',
  user: 'ana',
  execution_role: ROLE,
  account_id: '123456789012',
  image: { uri: '1.dkr.ecr.example/lab:4', version: '4.4.0' },
  permissions: UNRESTRICTED,
  collaboration: { version: '4.4.2', enabled: true, why: null },
  sources: {
    domain_id: 'metadata',
    region: 'app-arn',
    space: 'metadata',
    app_type: 'metadata',
    sharing: 'env:SAGEMAKER_SPACE_TYPE_LOWERCASE',
    user: 'identity',
    execution_role: 'metadata',
    account_id: 'app-arn',
    image_uri: 'env:SAGEMAKER_INTERNAL_IMAGE_URI',
    image_version: 'env:IMAGE_VERSION'
  }
});

const SPACE = makeSpace({
  name: 'churn-team',
  sharing: 'Shared',
  owner: 'ben',
  details: makeDetails()
});

const NOTHING: IHereApp = {
  instanceType: null,
  since: null,
  recoveryMode: false
};

/** The rows by id, `value (note) <- source`. */
function rowsOf(
  known: Partial<IKnown> = {},
  here: Partial<Here> = {}
): Record<string, string> {
  const rows = cardRows(
    {
      here: { ...HERE, ...here },
      space: SPACE,
      app: makeHereApp(),
      domain: makeDomain(),
      profile: null,
      instance: { vcpu: 4, memoryGiB: 16, gpu: null, fastLaunch: false },
      price: 1.41,
      priceList: { region: 'us-east-1', date: '2026-08-24', source: 'AWS' },
      page: { awareness: true, documentsOff: false },
      ...known
    },
    trans
  );
  return Object.fromEntries(
    rows.map(({ id, value, note, source }) => [
      id,
      `${value}${note ? ` (${note})` : ''} <- ${source}`.replace(/\u00a0/g, ' ')
    ])
  );
}

describe('cardRows', () => {
  it('tells of a shared space', () => {
    const { since, ...rows } = rowsOf();
    expect(since).toMatch(/ <- DescribeApp$/);
    expect(rows).toEqual({
      space: 'churn-team <- metadata',
      domain: 'd-1 <- metadata',
      region: 'us-east-1 <- app-arn',
      account: '123456789012 <- app-arn',
      profile: 'ana (Told by the browser, and not verified.) <- identity',
      role: 'spaces (Everybody in a shared space acts as this role.) <- metadata',
      instance: 'ml.g5.xlarge <- DescribeApp',
      hardware: '4 vCPU · 16 GiB <- catalogue',
      price: '$1.41/h (In us-east-1 as of Aug 24, 2026.) <- catalogue',
      image:
        'Distribution 3.9.0 CPU (By its own word version 4.4.0.) <- DescribeSpace',
      home: 'EBS 20 GB <- DescribeSpace',
      sharing: 'shared <- DescribeSpace',
      idle: 'after 1 h without activity <- DescribeSpace',
      collaboration: 'on (jupyter-collaboration 4.4.2) <- page'
    });
  });

  it('names the owner of a private space, as AWS does', () => {
    const rows = rowsOf({ space: { ...SPACE, sharing: 'Private' } });
    expect(rows.profile).toBe('ben <- DescribeSpace');
    expect(rows.role).toBe('spaces <- metadata');
    expect(rows.sharing).toBe('private <- DescribeSpace');
    expect(rows.collaboration).toMatch(/^off: only you can open/);
  });

  it('tells what the server knows alone while AWS has not answered', () => {
    const rows = rowsOf({
      ...{ space: null, app: NOTHING, domain: null },
      ...{ instance: undefined, price: undefined }
    });
    expect(Object.keys(rows)).toEqual([
      ...['space', 'domain', 'region', 'account', 'profile', 'role'],
      ...['image', 'sharing', 'collaboration']
    ]);
    expect(rows.image).toBe(
      '4.4.0 (1.dkr.ecr.example/lab:4) <- env:IMAGE_VERSION'
    );
    expect(rows.sharing).toBe('shared <- env:SAGEMAKER_SPACE_TYPE_LOWERCASE');
  });

  it('names the image that runs, once the list tells it', () => {
    const space = { ...SPACE, apps: [makeApp()] };
    expect(rowsOf({ space }).image).toBe('Distribution 4.4.0 CPU <- ListApps');
  });

  it('says that a price is unknown, and nothing while it is not known yet', () => {
    expect(rowsOf({ price: null }).price).toBe('price unknown <- catalogue');
    expect(rowsOf({ price: undefined }).price).toBeUndefined();
  });

  it.each<[string, Partial<IKnown>, string | undefined]>([
    ['of its own', {}, 'after 1 h without activity <- DescribeSpace'],
    [
      'of its own, in a domain that may not be read',
      { domain: null },
      'after 1 h without activity (If the domain has idle shutdown switched on.) <- DescribeSpace'
    ],
    [
      'of the domain',
      {
        space: { ...SPACE, details: makeDetails({ idleMinutes: null }) },
        domain: makeDomain()
      },
      'after 2 h without activity (The domain’s default.) <- DescribeDomain'
    ],
    [
      'in a domain without idle shutdown',
      { domain: makeDomain({ people: makeDefaults() }) },
      'off in this domain <- DescribeDomain'
    ],
    ['while the space is not read', { space: null }, undefined]
  ])('says after what time it stops by itself: %s', (_, known, text) => {
    expect(rowsOf(known).idle).toBe(text);
  });

  it('tells of recovery mode only there', () => {
    expect(rowsOf().recovery).toBeUndefined();
    expect(
      rowsOf({ app: makeHereApp({ recoveryMode: true }) }).recovery
    ).toMatch(/^on \(.*run it again without recovery mode/);
  });

  it('tells of a private app of Studio Classic', () => {
    const rows = rowsOf(
      { space: null, app: NOTHING },
      {
        ...{ place: 'classic', space: null, sharing: null, user: null },
        ...{ app_type: 'JupyterServer', user_profile: 'ana' },
        sources: { ...HERE.sources, user_profile: 'metadata' }
      }
    );
    expect(rows.space).toBeUndefined();
    expect(rows.profile).toBe('ana <- metadata');
    expect(rows.home).toBe('EFS (Studio Classic) <- metadata');
  });

  it('tells of a project', () => {
    const rows = rowsOf(
      {},
      {
        place: 'unified-studio',
        project: { id: 'p-1', domain_id: 'dzd-1', region: null },
        sources: { ...HERE.sources, project: 'metadata' }
      }
    );
    expect(rows.project).toBe(
      'p-1 (In the domain dzd-1 of Unified Studio.) <- metadata'
    );
  });

  it('copies whole names, and no words', () => {
    const rows = cardRows(
      {
        ...{ here: HERE, space: SPACE, app: makeHereApp(), domain: null },
        ...{ profile: null, instance: null, price: null, priceList: null },
        page: { awareness: true, documentsOff: false }
      },
      trans
    );
    const copied = Object.fromEntries(rows.map(row => [row.id, row.copy]));
    expect(copied).toMatchObject({
      role: ROLE,
      instance: 'ml.g5.xlarge',
      sharing: null,
      collaboration: null,
      since: null
    });
  });
});

describe('sourceWord', () => {
  it.each([
    ['env:AWS_REGION', 'environment variable AWS_REGION'],
    ['metadata', 'Studio’s file resource-metadata.json'],
    ['DescribeApp', 'SageMaker API, DescribeApp']
  ] as const)('of %s', (source, words) => {
    expect(sourceWord(source, trans)).toBe(words);
  });
});
