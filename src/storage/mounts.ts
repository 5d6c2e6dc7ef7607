/** What a mount is; as the server part classifies it. */
export type MountKind =
  | 'ebs'
  | 'efs'
  | 'nfs'
  | 'fsx-lustre'
  | 's3'
  | 'instance-store'
  | 'container'
  | 'memory'
  | 'disk'
  | 'network'
  | 'unknown';

/** Which evidence decided what a mount is. */
export type Because =
  'nvme-model' | 'mount-point' | 'source' | 'fstype' | 'home' | 'device';

/** A part of a whole, in bytes or in files. */
export interface IAmount {
  readonly size: number;
  readonly used: number;
}

/** A file system that this user can write to. */
export interface IMount {
  readonly path: string;
  /** Further mount points that show the same. */
  readonly also: readonly string[];
  readonly home: boolean;
  readonly fstype: string;
  readonly source: string;
  readonly kind: MountKind;
  readonly device: {
    readonly name: string;
    /** The disk's model, as the kernel names it. */
    readonly model: string | null;
    readonly volume_id: string | null;
  } | null;
  readonly file_system_id: string | null;
  readonly access_point_id: string | null;
  readonly because: Because;
  /** Null: not known. */
  readonly survives_stop: boolean | null;
  /** Who else sees it: everybody in the space, the domain's other apps, whoever mounts it. Null: not known. */
  readonly shared: 'nobody' | 'space' | 'domain' | 'others' | null;
  readonly state: 'ok' | 'not-answering' | 'refused';
  readonly error: string | null;
  /** Bytes; null where a size means nothing (EFS, S3). */
  readonly size: number | null;
  readonly used: number | null;
  /** Bytes that this user can still write. */
  readonly free: number | null;
  readonly inodes: IAmount | null;
}

/** Answer of `GET sagemaker-spaces/mounts`. */
export interface IMounts {
  /** Real path of the home directory. */
  readonly home: string;
  /** Real path of the folder that the file browser shows. */
  readonly root: string;
  /** A space of Studio (EBS home) or of Studio Classic (EFS home); null where that cannot be told. */
  readonly verdict: 'studio' | 'classic' | null;
  /** Home's first, then by path. */
  readonly mounts: readonly IMount[];
}

/** Answer of `GET sagemaker-spaces/mounts?folder=...`. */
export interface IFolder {
  /** As it was asked for. */
  readonly folder: string;
  /** The real path. */
  readonly path: string;
  readonly mount: IMount | null;
  readonly state: 'ok' | 'not-answering' | 'missing';
}

/** The file system that home lies on. */
export function homeOf(mounts: IMounts): IMount | null {
  return mounts.mounts.find(mount => mount.home) ?? null;
}
