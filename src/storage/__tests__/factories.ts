import { Signal } from '@lumino/signaling';
import { IStorage, StorageState } from '../../tokens';
import { IFolder, IMount, IMounts } from '../mounts';

export const GB = 2 ** 30;

/** The home on its EBS volume of 5 GB; as the facts tell it. */
export function makeMount(part: Partial<IMount> = {}): IMount {
  return {
    path: '/home/sagemaker-user',
    also: [],
    home: false,
    fstype: 'ext4',
    source: '/dev/nvme1n1',
    kind: 'ebs',
    device: {
      name: 'nvme1n1',
      model: 'Amazon Elastic Block Store',
      volume_id: 'vol-0abc'
    },
    file_system_id: null,
    access_point_id: null,
    because: 'nvme-model',
    survives_stop: true,
    shared: 'nobody',
    state: 'ok',
    error: null,
    size: 5 * GB,
    used: 3.55 * GB,
    free: 1.45 * GB,
    inodes: { size: 327_680, used: 1000 },
    ...part
  };
}

export const HOME = makeMount({ home: true });

export const EFS = makeMount({
  path: '/mnt/custom-file-systems/efs/fs-0123abcd_fsap-0456',
  fstype: 'nfs4',
  source: '127.0.0.1:/',
  kind: 'efs',
  device: null,
  file_system_id: 'fs-0123abcd',
  access_point_id: 'fsap-0456',
  because: 'mount-point',
  shared: 'others',
  size: null,
  used: 12 * GB,
  free: null,
  inodes: null
});

export const CONTAINER = makeMount({
  path: '/',
  fstype: 'overlay',
  source: 'overlay',
  kind: 'container',
  device: null,
  because: 'fstype',
  survives_stop: false,
  size: 37 * GB,
  used: 0,
  free: 37 * GB
});

export const DEAD = makeMount({
  path: '/home/sagemaker-user/user-default-efs',
  fstype: 'nfs4',
  source: '127.0.0.1:/200005',
  kind: 'efs',
  device: null,
  because: 'mount-point',
  shared: 'domain',
  state: 'not-answering',
  error: 'No answer within 2 s.',
  size: null,
  used: null,
  free: null,
  inodes: null
});

export function makeMounts(
  mounts: readonly IMount[] = [HOME],
  part: Partial<IMounts> = {}
): IMounts {
  return {
    home: '/home/sagemaker-user',
    root: '/home/sagemaker-user',
    verdict: 'studio',
    mounts,
    ...part
  };
}

export function makeFolder(mount: IMount | null, path = '/x'): IFolder {
  return { folder: '', path, mount, state: 'ok' };
}

/** Is in the state that a test puts it in. */
export class FakeStorage implements IStorage {
  constructor(
    public state: StorageState,
    readonly folder: IStorage['folder'] = jest.fn(async () => makeFolder(HOME))
  ) {}
  readonly stateChanged: Signal<IStorage, void> = new Signal<IStorage, void>(
    this
  );
  isSeen = false;
  isWatched = false;
  readonly refresh = jest.fn(async () => {});

  put(state: StorageState): void {
    this.state = state;
    this.stateChanged.emit();
  }
}

/** What is known when these mounts were told. */
export function known(
  ...mounts: readonly IMount[]
): Extract<StorageState, { kind: 'ready' }> {
  return {
    kind: 'ready',
    mounts: makeMounts(mounts),
    problem: null,
    retryAt: null
  };
}
