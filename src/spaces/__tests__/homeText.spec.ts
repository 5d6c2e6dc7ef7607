import { nullTranslator } from '@jupyterlab/translation';
import { homeText } from '../homeText';
import type { IFileSystem, ISpace } from '../space';
import { makeApp, makeDetails, makeSpace } from './factories';

const trans = nullTranslator.load('');
const EFS: IFileSystem = { kind: 'EFS', id: 'fs-0ab1c2d3e4f5a6b7c' };
const LUSTRE: IFileSystem = { kind: 'FSx for Lustre', id: 'fs-9876543210' };
const S3: IFileSystem = { kind: 'S3', id: 's3://team-data/features/2026' };

const mounting = (...fileSystems: IFileSystem[]): Partial<ISpace> => ({
  details: makeDetails({ fileSystems })
});
const classic: Partial<ISpace> = {
  appType: 'JupyterServer',
  volumeGb: null
};

describe('homeText', () => {
  it.each<[string, Partial<ISpace>, string, string]>([
    ['before the details are read', {}, 'EBS 20 GB', 'EBS 20 GB'],
    ['without mounts', mounting(), 'EBS 20 GB', 'EBS 20 GB'],
    [
      'with EFS',
      { ...mounting(EFS), volumeGb: 5 },
      'EBS 5 GB + EFS fs-0ab…',
      'EBS 5 GB + EFS fs-0ab1c2d3e4f5a6b7c'
    ],
    [
      'with several',
      mounting(EFS, LUSTRE, S3),
      'EBS 20 GB + EFS fs-0ab… + FSx for Lustre fs-987… + S3 team-data',
      'EBS 20 GB + EFS fs-0ab1c2d3e4f5a6b7c + FSx for Lustre fs-9876543210 + S3 s3://team-data/features/2026'
    ],
    [
      'with a short id, and one that AWS does not name',
      mounting({ kind: 'EFS', id: 'fs-1' }, { kind: 'NewFS', id: '' }),
      'EBS 20 GB + EFS fs-1 + NewFS',
      'EBS 20 GB + EFS fs-1 + NewFS'
    ],
    [
      'of Studio Classic',
      classic,
      'EFS (Studio Classic)',
      'EFS (Studio Classic)'
    ],
    [
      'of Studio Classic, by its apps',
      {
        ...classic,
        appType: null,
        apps: [makeApp({ type: 'KernelGateway' })]
      },
      'EFS (Studio Classic)',
      'EFS (Studio Classic)'
    ],
    ['of which nothing is told', { volumeGb: null }, '', ''],
    [
      'of which the mounts alone are told',
      { ...mounting(EFS), volumeGb: null },
      'EFS fs-0ab…',
      'EFS fs-0ab1c2d3e4f5a6b7c'
    ]
  ])('of a space %s', (_, overrides, short, whole) => {
    const space = makeSpace(overrides);
    expect(homeText(space, false, trans)).toBe(short);
    expect(homeText(space, true, trans)).toBe(whole);
  });
});
