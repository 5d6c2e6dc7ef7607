import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { hourlyPrice } from '../spaces/cost';
import type { IAccount, ISpaces } from '../tokens';
import { estimateNote, formatEstimate } from '../ui/estimate';
import { formatDate, formatHourly } from '../ui/format';
import { useChange } from '../ui/useChange';
import { BilledRow } from './BilledRow';
import { Choice } from './choice';
import { costUntil, nextMonday, nextMorning } from './costAhead';
import { idleSentence } from './idleSentence';
import { MOST_NAMES, Row, Seen } from './LookRow';
import { Looks } from './looks';
import { Kernels, Terminals } from './RunningRows';

interface ILeaveViewProps {
  readonly looks: Looks;
  readonly choice: Choice;
  /** Name of the space. */
  readonly name: string;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  /** Why the last try came to nothing. */
  readonly trouble: string | null;
  readonly trans: TranslationBundle;
}

/** What a stop takes away, what stays, and what goes on. */
export function LeaveView(props: ILeaveViewProps): JSX.Element {
  const { looks, choice, spaces, account, trouble, trans } = props;
  useChange(
    looks.changed,
    choice.changed,
    spaces.stateChanged,
    account.changed
  );
  return (
    <div className="jp-Spaces-leave">
      {trouble !== null && (
        <div className="jp-Spaces-leaveTrouble" role="alert">
          {trouble}
        </div>
      )}
      <p>
        {trans.__(
          'Closing the tab does not stop the space: it is billed until it is stopped.'
        )}{' '}
        <Ahead {...props} />
      </p>
      <dl>
        <ByItself {...props} />
        <Unsaved {...props} />
        <Kernels {...props} />
        <Terminals {...props} />
        <People {...props} />
        <Lost {...props} />
        <Stays {...props} />
        <BilledRow {...props} />
      </dl>
    </div>
  );
}

/** What it costs when it is left running. */
function Ahead(props: ILeaveViewProps): JSX.Element | null {
  const { spaces, name, account, trans } = props;
  const space = spaces.find(name);
  const price = space && hourlyPrice(space, account);
  if (!price) {
    return null;
  }
  const now = new Date();
  const until = (then: Date) => formatEstimate(costUntil(price, now, then));
  return (
    <span title={estimateNote(account.priceList, trans)}>
      {trans.__(
        'Left running it costs %1 until %2, and %3 until Monday morning (%4, an estimate).',
        until(nextMorning(now)),
        formatDate(nextMorning(now)),
        until(nextMonday(now)),
        formatHourly(price, trans)
      )}
    </span>
  );
}

/** Whether AWS stops it for want of activity. */
function ByItself({ looks, trans }: ILeaveViewProps): JSX.Element {
  const busy = looks.busyKernels.map(({ path, name }) => path ?? name);
  return (
    <Row label={trans.__('When idle')}>
      <Seen
        look={looks.idle}
        none={trans.__('It does not stop by itself.')}
        show={([{ idle, lastActive }]) =>
          idleSentence(idle, lastActive, busy, trans)
        }
        trans={trans}
      />
    </Row>
  );
}

function Unsaved({ looks, trans }: ILeaveViewProps): JSX.Element {
  const { unsaved } = looks;
  return (
    <Row label={trans.__('Not saved')}>
      {unsaved.length === 0 ? (
        <span className="jp-Spaces-sub">{trans.__('nothing')}</span>
      ) : (
        <>
          {unsaved.join(', ')}
          <div className="jp-Spaces-sub">
            {trans.__('It is saved before anything is stopped.')}
          </div>
        </>
      )}
    </Row>
  );
}

function People({ looks, trans }: ILeaveViewProps): JSX.Element | null {
  const { others } = looks;
  if (others.length === 0) {
    return null;
  }
  return (
    <Row label={trans.__('People')}>
      {others.map(({ username, name, at }) => (
        <div key={username}>
          {at ? trans.__('%1, on %2', name, at.path) : name}
        </div>
      ))}
      <div className="jp-Spaces-sub">
        {trans.__('They are told, and have a minute to keep it running.')}
      </div>
    </Row>
  );
}

function Lost({ looks, trans }: ILeaveViewProps): JSX.Element {
  return (
    <Row label={trans.__('Lost')}>
      <div>{trans.__('what kernels and terminals hold in memory')}</div>
      <Seen
        look={looks.packages}
        none={trans.__('No packages were installed since the start.')}
        show={found => (
          <div
            title={found
              .map(
                ({ name, version, environment }) =>
                  `${name} ${version} (${environment})`
              )
              .join('\n')}
          >
            {trans._n(
              '%1 package that was installed since the start: %2',
              '%1 packages that were installed since the start: %2',
              found.length,
              found
                .slice(0, MOST_NAMES)
                .map(({ name }) => name)
                .join(', ') + (found.length > MOST_NAMES ? ', …' : '')
            )}
          </div>
        )}
        trans={trans}
      />
    </Row>
  );
}

function Stays({ spaces, name, trans }: ILeaveViewProps): JSX.Element {
  const space = spaces.find(name);
  return (
    <Row label={trans.__('Stays')}>
      {space?.volumeGb
        ? trans.__('all files in the home (EBS %1 GB)', space.volumeGb)
        : trans.__('all files in the home')}
    </Row>
  );
}
