import type { TranslationBundle } from '@jupyterlab/translation';
import { formatBytes, formatShare } from '../ui/bytes';
import { IMount } from './mounts';
import { usedShare } from './pressure';

/** What kind of storage it is. */
export function kindWord(mount: IMount, trans: TranslationBundle): string {
  switch (mount.kind) {
    case 'ebs':
      return trans.__('EBS volume');
    case 'efs':
      return trans.__('EFS');
    case 'nfs':
      return trans.__('NFS');
    case 'fsx-lustre':
      return trans.__('FSx for Lustre');
    case 's3':
      return trans.__('S3');
    case 'instance-store':
      return trans.__('instance store');
    case 'container':
      return trans.__('container');
    case 'memory':
      return trans.__('memory');
    case 'disk':
      return trans.__('disk');
    case 'network':
      return trans.__('network drive');
    case 'unknown':
      return mount.fstype;
  }
}

/** What a stop of the space does to it; null where that is not known. */
export function survivalWord(
  mount: IMount,
  trans: TranslationBundle
): string | null {
  return mount.survives_stop === null
    ? null
    : mount.survives_stop
      ? trans.__('kept')
      : trans.__('lost at stop');
}

/** Who else sees it; null where nobody does, or it is not known. */
export function sharedWord(
  mount: IMount,
  trans: TranslationBundle
): string | null {
  switch (mount.shared) {
    case 'space':
      return trans.__('seen by all in this space');
    case 'domain':
      return trans.__('seen by the domain');
    case 'others':
      return trans.__('seen by others');
    case 'nobody':
    case null:
      return null;
  }
}

/** `20 GB`; of what has no size, what is in use of it. Null where neither means anything. */
export function sizeWord(
  mount: IMount,
  trans: TranslationBundle
): string | null {
  if (mount.size !== null) {
    return formatBytes(mount.size);
  }
  return mount.used === null
    ? null
    : trans.__('%1 used', formatBytes(mount.used));
}

/** `71 % used`; null where it has no size. */
export function fillWord(
  mount: IMount,
  trans: TranslationBundle
): string | null {
  const share = usedShare(mount);
  return share === null ? null : trans.__('%1 used', formatShare(share));
}

/** On what the word of its kind rests: `ext4 on /dev/nvme1n1, Amazon Elastic Block Store, vol-0abc`. */
export function evidence(mount: IMount, trans: TranslationBundle): string {
  const { device, fstype } = mount;
  const source = device ? `/dev/${device.name}` : mount.source;
  return [
    // A file system without a device calls its source by its own type, or by nothing.
    ['', 'none', fstype].includes(source)
      ? fstype
      : trans.__('%1 on %2', fstype, source),
    device?.model,
    device?.volume_id,
    mount.file_system_id,
    mount.access_point_id
  ]
    .filter(Boolean)
    .join(', ');
}

/** Why nothing is told of it; null where it answers. */
export function troubleWord(
  mount: IMount,
  trans: TranslationBundle
): string | null {
  switch (mount.state) {
    case 'ok':
      return null;
    case 'not-answering':
      return trans.__('not answering');
    case 'refused':
      return trans.__('cannot be read');
  }
}

/** `EBS volume, 5 GB, 71 % used (ext4 on /dev/nvme1n1, Amazon Elastic Block Store, vol-0abc)`. */
export function sentence(mount: IMount, trans: TranslationBundle): string {
  const said = [
    kindWord(mount, trans),
    troubleWord(mount, trans),
    sizeWord(mount, trans),
    fillWord(mount, trans)
  ].filter(Boolean);
  return `${said.join(', ')} (${evidence(mount, trans)})`;
}
