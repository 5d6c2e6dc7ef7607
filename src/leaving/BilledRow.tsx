import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { consoleLink } from '../spaces/billed';
import { monthlyVolumePrice } from '../spaces/cost';
import { titleOf } from '../spaces/space';
import type { IAccount, ISpaces } from '../tokens';
import { formatHourly, formatMonthly } from '../ui/format';
import { MOST_NAMES, Row, Seen } from './LookRow';
import { Looks } from './looks';
import { billedWord } from './words';

interface IBilledRowProps {
  readonly looks: Looks;
  /** Name of the space. */
  readonly name: string;
  readonly spaces: ISpaces;
  readonly account: IAccount;
  readonly trans: TranslationBundle;
}

/** What goes on being billed after the stop. */
export function BilledRow(props: IBilledRowProps): JSX.Element {
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
                price === undefined ? null : formatHourly(price, trans)
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
