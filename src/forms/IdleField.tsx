import * as React from 'react';
import { formatDuration } from '../ui/format';
import { isIdleOffered } from './faults';
import { Field } from './Field';
import { errorOf, IFieldsProps } from './fields';

/** After how many minutes without activity AWS stops the app, or why that cannot be chosen. */
export function IdleField(props: IFieldsProps): JSX.Element {
  const { draft, known, onChange, space, trans } = props;
  const { enabled, minutes, least, most } = known.limits.idle;
  if (!isIdleOffered(known.limits)) {
    return (
      <div className="jp-Spaces-field">
        <div className="jp-Spaces-fieldLabel">{trans.__('Idle stop')}</div>
        <div className="jp-Spaces-sub">
          {enabled === false
            ? trans.__(
                'The domain does not stop idle apps of such a space: it runs until somebody stops it.'
              )
            : trans.__(
                'After %1 minutes, as the domain says.',
                minutes ?? most
              )}
        </div>
      </div>
    );
  }
  return (
    <Field
      label={trans.__('Stop when idle, minutes')}
      error={errorOf('idle', props)}
      hint={
        <>
          <div>
            {trans.__('%1 to %2 minutes without activity.', least, most)}{' '}
            {space?.details?.idleMinutes
              ? trans.__(
                  'It cannot be emptied: a space keeps a time of its own.'
                )
              : minutes === null
                ? trans.__('Empty: as the domain says.')
                : trans.__(
                    'Empty: as the domain says, now %1 (%2).',
                    minutes,
                    formatDuration(minutes * 60_000, trans)
                  )}
          </div>
          {enabled === null && (
            <div>
              {trans.__('Whether the domain stops idle apps is not known.')}
            </div>
          )}
        </>
      }
    >
      {control => (
        <input
          {...control}
          className="jp-Spaces-input jp-mod-number"
          inputMode="numeric"
          placeholder={minutes === null ? undefined : String(minutes)}
          value={draft.idle}
          onChange={event => onChange({ idle: event.target.value })}
        />
      )}
    </Field>
  );
}
