import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import * as React from 'react';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import { stepWord } from '../jobs/words';
import { costSoFar, hourlyPrice, monthlyVolumePrice } from '../spaces/cost';
import { homeText } from '../spaces/homeText';
import {
  IImage,
  imageOf,
  instanceTypeOf,
  ISpace,
  titleOf
} from '../spaces/space';
import { IAccount, IHere } from '../tokens';
import { Breakable } from '../ui/Breakable';
import { CommandButton } from '../ui/CommandButton';
import { estimateNote, formatEstimate } from '../ui/estimate';
import { FailureView } from '../ui/FailureView';
import {
  formatDate,
  formatDuration,
  formatHourly,
  formatImage,
  formatInstance,
  formatMonthly
} from '../ui/format';
import { useNowSince } from '../ui/useNow';
import { ActsOf, actsOnRow, rowFailure } from './failure';
import { IRow } from '../spaces/row';
import { appWord, statusWord } from './words';

interface ISpaceDetailsProps {
  readonly id: string;
  readonly row: IRow;
  /** The newer version of its image that is out; null for none. */
  readonly newerImage: string | null;
  readonly account: IAccount;
  readonly here: IHere;
  readonly actsOf: ActsOf;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** All that is known of a space, below its row. */
export function SpaceDetails(props: ISpaceDetailsProps): JSX.Element {
  const { id, row, newerImage, account, commands, trans } = props;
  const { space } = row;
  return (
    <div
      id={id}
      className="jp-Spaces-details"
      role="group"
      aria-label={trans.__('Details of %1', titleOf(space))}
    >
      <Why {...props} />
      <dl className="jp-Spaces-facts">
        {facts(row, newerImage, account, trans).map(([label, value]) => (
          <React.Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
        {row.since && (
          <>
            <dt>{trans.__('Running')}</dt>
            <dd>
              <Running
                row={row}
                since={row.since}
                account={account}
                trans={trans}
              />
            </dd>
          </>
        )}
      </dl>
      <DetailsProblem space={space} trans={trans} />
      <div className="jp-Spaces-flex jp-Spaces-detailsActions">
        <CommandButton
          commands={commands}
          id="spaces:change-space"
          space={space.name}
          label={trans.__('Change…')}
          name={trans.__('Change %1…', titleOf(space))}
        />
        <CommandButton
          commands={commands}
          id="spaces:delete-space"
          space={space.name}
          label={trans.__('Delete…')}
          name={trans.__('Delete %1…', titleOf(space))}
        />
      </div>
    </div>
  );
}

/** What failed, and what one can do about it. */
function Why(props: ISpaceDetailsProps): JSX.Element | null {
  const { row, here, actsOf, trans } = props;
  const failure = rowFailure(row, here.state, trans);
  if (!failure && row.status !== 'Failed') {
    return null;
  }
  return (
    <div className="jp-Spaces-failure">
      {failure ? (
        <FailureView
          failure={failure}
          actOf={actsOnRow(row, actsOf, trans)}
          subject={titleOf(row.space)}
          trans={trans}
        />
      ) : (
        trans.__('Looking for the reason…')
      )}
    </div>
  );
}

function DetailsProblem(props: {
  space: ISpace;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { space, trans } = props;
  if (!space.detailsProblem) {
    return null;
  }
  const words = failureOf(space.detailsProblem, ABOUT_NOTHING, trans);
  return (
    <div
      className="jp-Spaces-sub"
      title={[words.why, words.todo].filter(Boolean).join(' ')}
    >
      {trans.__('Some details could not be read: %1.', words.title)}
    </div>
  );
}

/** `3 h 12 min · ≈ $4.51, since Nov 24, 2026, 10:04` */
function Running(props: {
  row: IRow;
  since: Date;
  account: IAccount;
  trans: TranslationBundle;
}): JSX.Element {
  const { row, since, account, trans } = props;
  const now = useNowSince(since);
  const price = hourlyPrice(row.space, account);
  const duration = formatDuration(now - since.getTime(), trans);
  return (
    <span title={price ? estimateNote(account.priceList, trans) : undefined}>
      {trans.__(
        '%1, since %2',
        price
          ? `${duration} · ${formatEstimate(costSoFar(price, since, now))}`
          : duration,
        formatDate(since)
      )}
    </span>
  );
}

function facts(
  row: IRow,
  newerImage: string | null,
  account: IAccount,
  trans: TranslationBundle
): [string, React.ReactNode][] {
  const { space, job } = row;
  const details = space.details;
  const image = imageOf(space);
  const pending = space.detailsProblem ? trans.__('not known') : '…';
  const rows: [string, React.ReactNode][] = [
    [trans.__('Name'), space.displayName ? space.name : null],
    [
      trans.__('Status'),
      job
        ? [
            `${statusWord(row.status, space, trans)}: ${stepWord(job.step.name, trans)}`,
            job.message
          ]
            .filter(Boolean)
            .join('. ')
        : statusWord(row.status, space, trans)
    ],
    [trans.__('App'), appWord(space.appType, trans)],
    [trans.__('Instance'), instanceText(space, account, trans) ?? pending],
    [trans.__('Home'), storageText(space, account, trans)],
    [
      trans.__('Image'),
      image
        ? imageText(image, newerImage, trans)
        : details
          ? trans.__('the domain’s default')
          : pending
    ],
    [
      trans.__('Idle stop'),
      details
        ? details.idleMinutes === null
          ? trans.__('the domain’s default')
          : trans.__(
              'after %1',
              formatDuration(details.idleMinutes * 60_000, trans)
            )
        : pending
    ],
    [trans.__('Owner'), space.owner],
    [trans.__('Created'), space.created && formatDate(space.created)],
    [trans.__('Modified'), space.modified && formatDate(space.modified)]
  ];
  return rows.filter(([, value]) => !!value);
}

/** `Distribution 3.9.0 CPU`, and a tag where a newer version is out. */
function imageText(
  image: IImage,
  newer: string | null,
  trans: TranslationBundle
): React.ReactNode {
  return newer === null ? (
    formatImage(image, trans)
  ) : (
    <>
      {formatImage(image, trans)}{' '}
      <span className="jp-Spaces-tag">{trans.__('%1 is out', newer)}</span>
    </>
  );
}

/** `ml.g5.xlarge · 4 vCPU · 16 GiB · 1 × A10G 24 GiB · $1.41/h`; null when the type is not known. */
function instanceText(
  space: ISpace,
  account: IAccount,
  trans: TranslationBundle
): React.ReactNode {
  const type = instanceTypeOf(space);
  const instance = type === null ? null : account.instance(type);
  const price = hourlyPrice(space, account);
  const text = [
    type,
    instance && formatInstance(instance, trans),
    price === undefined ? null : formatHourly(price, trans)
  ]
    .filter(Boolean)
    .join(' · ');
  return text ? <Breakable text={text} /> : null;
}

/** `EBS 20 GB + EFS fs-0123456789abcdef0 · $2.24/month`, where the price is the volume's. */
function storageText(
  space: ISpace,
  account: IAccount,
  trans: TranslationBundle
): string {
  const price = monthlyVolumePrice(space, account);
  return [
    homeText(space, true, trans),
    price === undefined ? null : formatMonthly(price, trans)
  ]
    .filter(Boolean)
    .join(' · ');
}
