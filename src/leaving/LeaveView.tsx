import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { hourlyPrice, monthlyVolumePrice } from '../spaces/cost';
import { consoleLink } from '../spaces/billed';
import { titleOf } from '../spaces/space';
import type { IAccount, ISpaces } from '../tokens';
import { estimateNote, formatEstimate } from '../ui/estimate';
import { formatDate, formatHourly, formatMonthly } from '../ui/format';
import { useChange } from '../ui/useChange';
import { Choice } from './choice';
import { costUntil, nextMonday, nextMorning } from './costAhead';
import { idleSentence } from './idleSentence';
import { foundOf, Look } from './look';
import { Looks } from './looks';
import type { IKernel } from './server';
import {
  billedWord,
  kernelWords,
  limitWord,
  terminalWords,
  unrecordedWords
} from './words';

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
        <Billed {...props} />
      </dl>
    </div>
  );
}

/** One kind of thing: its name on the left. */
function Row(props: { label: string; children: React.ReactNode }): JSX.Element {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** What a look found; that it is under way, or could not look. */
function Seen<T>(props: {
  look: Look<T>;
  none: string;
  show: (found: readonly T[]) => React.ReactNode;
  trans: TranslationBundle;
}): JSX.Element {
  const { look, none, show, trans } = props;
  switch (look.kind) {
    case 'looking':
      return <span className="jp-Spaces-sub">{trans.__('Looking…')}</span>;
    case 'failed':
      return (
        <span className="jp-mod-warn">
          {trans.__('Could not look: %1', look.why)}
        </span>
      );
    case 'seen':
      return look.found.length === 0 ? (
        <span className="jp-Spaces-sub">{none}</span>
      ) : (
        <>{show(look.found)}</>
      );
  }
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

function Kernels(props: ILeaveViewProps): JSX.Element {
  const { looks, choice, trans } = props;
  const now = Date.now();
  const busy = looks.busyKernels;
  const running = new Map(looks.running.map(one => [one.kernel, one]));
  const line = (kernel: IKernel) => {
    const lost = unrecordedWords(kernel, trans);
    return (
      <li key={kernel.id}>
        <label>
          <input
            type="checkbox"
            checked={choice.has(kernel.id)}
            onChange={event => choice.set(kernel.id, event.target.checked)}
          />
          <span>{kernelWords(kernel, running.get(kernel.id), now, trans)}</span>
        </label>
        {lost && <div className="jp-mod-warn">{lost}</div>}
      </li>
    );
  };
  return (
    <Row label={trans.__('Running code')}>
      <Seen
        look={
          looks.kernels.kind === 'seen'
            ? { kind: 'seen', found: busy }
            : looks.kernels
        }
        none={trans.__('nothing')}
        show={found => (
          <>
            <ul className="jp-Spaces-ticks">{found.map(line)}</ul>
            <label className="jp-Spaces-leaveLimit">
              {trans.__('Wait for those ticked, at most')}
              <select
                value={choice.limitMinutes}
                onChange={event => {
                  choice.limitMinutes = Number(event.target.value);
                }}
              >
                {choice.limits.map(minutes => (
                  <option key={minutes} value={minutes}>
                    {limitWord(minutes, trans)}
                  </option>
                ))}
              </select>
            </label>
            <div className="jp-Spaces-sub">
              {trans.__(
                'Then outputs are saved and the space stops, whether this page is open or not. What takes longer keeps it running.'
              )}
            </div>
          </>
        )}
        trans={trans}
      />
    </Row>
  );
}

function Terminals({ looks, trans }: ILeaveViewProps): JSX.Element | null {
  const { terminals } = looks;
  if (terminals.kind === 'seen' && terminals.found.length === 0) {
    return null;
  }
  const busy = foundOf(terminals).filter(terminal => terminal.busy);
  const now = Date.now();
  return (
    <Row label={trans.__('Terminals')}>
      <Seen
        look={
          terminals.kind === 'seen' ? { kind: 'seen', found: busy } : terminals
        }
        none={trans.__('nothing runs in them')}
        show={found => (
          <>
            {found.map(terminal => (
              <div key={terminal.name}>
                {terminalWords(terminal, now, trans)}
              </div>
            ))}
            <div className="jp-Spaces-sub">
              {trans.__('What runs in terminals ends; it is not waited for.')}
            </div>
          </>
        )}
        trans={trans}
      />
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

/** Packages that are named; all are in the tooltip. */
const MOST_NAMES = 8;

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

function Billed(props: ILeaveViewProps): JSX.Element {
  const { looks, spaces, name, account, trans } = props;
  const space = spaces.find(name);
  const volume = space ? monthlyVolumePrice(space, account) : undefined;
  return (
    <Row label={trans.__('Still billed')}>
      {space?.volumeGb && volume !== undefined ? (
        <div>
          {trans.__('the EBS volume: %1', formatMonthly(volume, trans))}
        </div>
      ) : null}
      <Seen
        look={looks.apps}
        none=""
        show={found =>
          found.map(({ apps, price }, index) => (
            <div key={index}>
              {[
                apps[0].space ? titleOf(apps[0].space) : apps[0].app.name,
                apps[0].app.instanceType,
                price === null
                  ? trans.__('price unknown')
                  : formatHourly(price, trans)
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
          ))
        }
        trans={trans}
      />
      <Seen
        look={looks.billed}
        none=""
        show={found =>
          found.map(({ kind, things, more, problem }) =>
            problem ? (
              <div key={kind} className="jp-mod-warn">
                {trans.__(
                  'Could not look: %1',
                  problem.kind === 'access-denied'
                    ? trans.__('%1 is not permitted', problem.tried)
                    : `${problem.tried}: ${problem.text}`
                )}
              </div>
            ) : things.length > 0 ? (
              <div key={kind}>
                {billedWord(kind, things.length, more, trans)}:{' '}
                {things.slice(0, MOST_NAMES).map(({ name, arn }, index) => (
                  <React.Fragment key={name}>
                    {index > 0 && ', '}
                    <ConsoleLink
                      href={consoleLink(kind, name, arn)}
                      name={name}
                    />
                  </React.Fragment>
                ))}
                {things.length > MOST_NAMES && ', …'}
              </div>
            ) : null
          )
        }
        trans={trans}
      />
      <div className="jp-Spaces-sub">
        {trans.__('EMR clusters and what lies in S3 cannot be seen from here.')}
      </div>
    </Row>
  );
}

function ConsoleLink(props: {
  href: string | null;
  name: string;
}): JSX.Element {
  const { href, name } = props;
  return href === null ? (
    <>{name}</>
  ) : (
    <a
      className="jp-Spaces-link"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
    >
      {name}
    </a>
  );
}
