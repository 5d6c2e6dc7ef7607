import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { formatBytes, formatShare } from '../ui/bytes';
import { formatCount } from '../ui/format';
import { IMount } from './mounts';
import { usedShare } from './pressure';
import { becauseWords } from './sectionWords';
import { evidence } from './words';

/** All that is known of a place. */
export function MountFacts(props: {
  mount: IMount;
  trans: TranslationBundle;
}): JSX.Element {
  const { mount, trans } = props;
  const facts = factsOf(mount, trans).filter(
    (fact): fact is [string, string] => !!fact[1]
  );
  return (
    <dl className="jp-Spaces-facts">
      {facts.map(([name, text]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

function factsOf(
  mount: IMount,
  trans: TranslationBundle
): [string, string | null][] {
  const { inodes, free } = mount;
  const share = usedShare(mount);
  return [
    [trans.__('Path'), mount.path],
    [trans.__('Also at'), mount.also.join(', ')],
    [trans.__('What it is'), evidence(mount, trans)],
    [trans.__('Known because'), becauseWords(mount, trans)],
    [trans.__('Used'), share === null ? null : formatShare(share)],
    [trans.__('Free'), free === null ? null : formatBytes(free)],
    [
      trans.__('Files'),
      inodes && inodes.size > 0
        ? trans.__(
            '%1 of %2 inodes',
            formatCount(inodes.used, true),
            formatCount(inodes.size, true)
          )
        : null
    ],
    [trans.__('At a stop'), fate(mount, trans)],
    [trans.__('Seen by'), seenBy(mount, trans)],
    [trans.__('Trouble'), mount.error]
  ];
}

function fate(mount: IMount, trans: TranslationBundle): string {
  switch (mount.survives_stop) {
    case true:
      return trans.__('kept');
    case false:
      return trans.__('lost');
    case null:
      return trans.__('not known');
  }
}

function seenBy(mount: IMount, trans: TranslationBundle): string {
  switch (mount.shared) {
    case 'nobody':
      return trans.__('nobody else');
    case 'space':
      return trans.__('all who work in this space');
    case 'domain':
      return trans.__('other apps of the domain');
    case 'others':
      return trans.__('whoever mounts or reads the same file system');
    case null:
      return trans.__('not known');
  }
}
