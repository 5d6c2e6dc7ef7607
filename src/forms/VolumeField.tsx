import * as React from 'react';
import { formatMonthly } from '../ui/format';
import { wholeNumber } from './check';
import { Field } from './Field';
import { errorOf, IFieldsProps } from './fields';

/** Size of the EBS volume; nothing for a space whose home is none. */
export function VolumeField(props: IFieldsProps): JSX.Element | null {
  const { draft, known, onChange, space, account, trans } = props;
  if (space && space.volumeGb === null) {
    return null;
  }
  const { least, most } = known.limits.volume;
  const lowest = space?.volumeGb ?? least;
  const error = errorOf('volume', props);
  const size = error === null ? wholeNumber(draft.volume) : null;
  const price = account.volumePrice;
  return (
    <Field
      label={trans.__('EBS volume, GB')}
      error={error}
      hint={
        <>
          {size !== null && price !== undefined && (
            <div>
              {formatMonthly(price === null ? null : price * size, trans)}
            </div>
          )}
          <div>
            {space
              ? trans.__(
                  'It only grows: %1 to %2 GB.',
                  lowest,
                  Math.max(lowest, most)
                )
              : trans.__(
                  '%1 to %2 GB. It holds the home directory, and stays when the space stops.',
                  lowest,
                  most
                )}
          </div>
        </>
      }
    >
      {control => (
        <input
          {...control}
          className="jp-Spaces-input jp-mod-number"
          inputMode="numeric"
          placeholder={space ? undefined : trans.__('as AWS chooses')}
          value={draft.volume}
          onChange={event => onChange({ volume: event.target.value })}
        />
      )}
    </Field>
  );
}
