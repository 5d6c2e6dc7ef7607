import { nullTranslator } from '@jupyterlab/translation';
import { IMount, MountKind } from '../mounts';
import { placeName, verdictWord } from '../sectionWords';
import {
  kindWord,
  sentence,
  sharedWord,
  sizeWord,
  survivalWord
} from '../words';
import {
  CONTAINER,
  DEAD,
  EFS,
  GB,
  HOME,
  makeMount,
  makeMounts
} from './factories';

const trans = nullTranslator.load('');
/** Numbers and their units are one piece. */
const plain = (text: string | null) => text?.replace(/\u00a0/g, ' ') ?? null;

describe('sentence', () => {
  it.each<[string, IMount, string]>([
    [
      'an EBS home',
      HOME,
      'EBS volume, 5 GB, 71 % used (ext4 on /dev/nvme1n1, Amazon Elastic Block Store, vol-0abc)'
    ],
    [
      'a volume whose disk tells nothing',
      makeMount({
        because: 'home',
        device: { name: 'loop2', model: null, volume_id: null }
      }),
      'EBS volume, 5 GB, 71 % used (ext4 on /dev/loop2)'
    ],
    [
      'EFS, whose size means nothing',
      EFS,
      'EFS, 12 GB used (nfs4 on 127.0.0.1:/, fs-0123abcd, fsap-0456)'
    ],
    ['the container', CONTAINER, 'container, 37 GB, 0 % used (overlay)'],
    [
      'S3, which has neither size nor use',
      makeMount({
        kind: 's3',
        fstype: 'fuse.mountpoint-s3',
        source: 'mountpoint-s3',
        device: null,
        size: null,
        used: null,
        free: null
      }),
      'S3 (fuse.mountpoint-s3 on mountpoint-s3)'
    ],
    ['a dead mount', DEAD, 'EFS, not answering (nfs4 on 127.0.0.1:/200005)'],
    [
      'what nobody knows',
      makeMount({
        kind: 'unknown',
        fstype: 'strangefs',
        device: null,
        source: 'none'
      }),
      'strangefs, 5 GB, 71 % used (strangefs)'
    ]
  ])('of %s', (_, mount, text) => {
    expect(plain(sentence(mount, trans))).toBe(text);
  });
});

describe('placeName', () => {
  const mounts = makeMounts();

  it.each<[Partial<IMount>, string]>([
    [{ home: true }, 'Home'],
    [{ path: '/' }, '/ and all else'],
    [{ path: '/tmp' }, '/tmp'],
    [{ path: '/home/sagemaker-user/data' }, '~/data'],
    [{ path: '/home/sagemaker-user2' }, '/home/sagemaker-user2'],
    [{ path: EFS.path }, 'fs-0123abcd_fsap-0456'],
    [{ path: '/mnt/custom-file-systems/s3/team/x' }, 'team/x']
  ])('of %j is %s', (part, name) => {
    expect(placeName(makeMount(part), mounts, trans)).toBe(name);
  });
});

describe('words of a mount', () => {
  it('name every kind', () => {
    const kinds: MountKind[] = [
      'ebs',
      'efs',
      'nfs',
      'fsx-lustre',
      's3',
      'instance-store',
      'container',
      'memory',
      'disk',
      'network',
      'unknown'
    ];
    const words = kinds.map(kind => kindWord(makeMount({ kind }), trans));
    expect(new Set(words).size).toBe(kinds.length);
  });

  it.each<[IMount['survives_stop'], string | null]>([
    [true, 'kept'],
    [false, 'lost at stop'],
    [null, null]
  ])('say what becomes of it (%s)', (survives_stop, word) => {
    expect(survivalWord(makeMount({ survives_stop }), trans)).toBe(word);
  });

  it.each<[IMount['shared'], string | null]>([
    ['nobody', null],
    [null, null],
    ['space', 'seen by all in this space'],
    ['domain', 'seen by the domain'],
    ['others', 'seen by others']
  ])('say who sees it (%s)', (shared, word) => {
    expect(sharedWord(makeMount({ shared }), trans)).toBe(word);
  });

  it('never tell a size that means nothing', () => {
    expect(plain(sizeWord(EFS, trans))).toBe('12 GB used');
    expect(sizeWord(DEAD, trans)).toBeNull();
    expect(plain(sizeWord(makeMount({ size: 1.2 * 1024 * GB }), trans))).toBe(
      '1.2 TB'
    );
  });
});

describe('verdictWord', () => {
  it.each([
    ['studio', HOME, 'Studio · EBS home'],
    ['classic', { ...EFS, home: true }, 'Studio Classic · EFS home'],
    [
      'classic',
      makeMount({ kind: 'nfs', home: true }),
      'Studio Classic · NFS home'
    ],
    [null, HOME, '']
  ] as const)('of %s', (verdict, home, text) => {
    expect(verdictWord(makeMounts([home], { verdict }), trans)).toBe(text);
  });
});
