import * as React from 'react';
import { instanceOfSettings } from './draft';
import { Field, labelIdOf } from './Field';
import { IFieldsProps, notRead } from './fields';
import { IdleField } from './IdleField';
import { ImageField } from './ImageField';
import { variantFor } from './images';
import { InstancePicker } from './InstancePicker';
import { ScriptField } from './ScriptField';
import { VolumeField } from './VolumeField';

/** The fields that a new space and one that is changed have in common. */
export function SettingsFields(props: IFieldsProps): JSX.Element {
  const { draft, known, onChange, space, account, trans } = props;
  const { instance } = draft;
  const variant = variantFor(
    instance,
    instance === null ? null : account.instance(instance)
  );
  return (
    <>
      {known.problems.limits && (
        <div className="jp-Spaces-notice" role="status">
          {notRead(known.problems.limits, trans)}{' '}
          {trans.__(
            'What the domain gives and limits is not shown; AWS checks it.'
          )}
        </div>
      )}
      <Field label={trans.__('Instance')}>
        {({ id }) => (
          <InstancePicker
            id={id}
            labelId={labelIdOf(id)}
            value={instance}
            current={space && instanceOfSettings(space)}
            account={account}
            onChange={type => onChange({ instance: type })}
            trans={trans}
          />
        )}
      </Field>
      <ImageField {...props} variant={variant} />
      <div className="jp-Spaces-fieldRow">
        <VolumeField {...props} />
        <IdleField {...props} />
      </div>
      <ScriptField {...props} />
    </>
  );
}
