import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IAccount } from '../tokens';
import { formatHourly, formatInstance, formatMonthly } from '../ui/format';
import { wholeNumber } from './check';
import type { IDraft } from './draft';
import type { Faults } from './faults';

/** What a new space has and costs, in two lines. */
export function Summary(props: {
  draft: IDraft;
  faults: Faults;
  account: IAccount;
  trans: TranslationBundle;
}): JSX.Element {
  const { draft, faults, account, trans } = props;
  const type = draft.instance;
  const instance = type === null ? null : account.instance(type);
  const hour = type === null ? null : account.price(type);
  const size = faults.volume ? null : wholeNumber(draft.volume);
  const month = account.volumePrice;
  return (
    <dl className="jp-Spaces-facts jp-Spaces-summary">
      <dt>{trans.__('While it runs')}</dt>
      <dd>
        {[
          type ?? trans.__('the instance that AWS chooses'),
          instance && formatInstance(instance, trans),
          hour !== undefined && type !== null && formatHourly(hour, trans)
        ]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      <dt>{trans.__('As long as it exists')}</dt>
      <dd>
        {[
          faults.volume
            ? trans.__('an EBS volume, whose size is not valid yet')
            : size === null
              ? trans.__('an EBS volume of the size that AWS chooses')
              : trans.__('EBS volume of %1 GB', size),
          size !== null &&
            month !== undefined &&
            formatMonthly(month === null ? null : month * size, trans)
        ]
          .filter(Boolean)
          .join(' · ')}
      </dd>
    </dl>
  );
}
