import * as React from 'react';
import { Field } from './Field';
import { errorOf, IFieldsProps } from './fields';

interface IArnFieldProps extends IFieldsProps {
  readonly label: string;
  /** The member of the draft that holds what is typed. */
  readonly field: 'imageArn' | 'scriptArn';
}

/** An ARN that is typed, of something that is not offered. */
export function ArnField(props: IArnFieldProps): JSX.Element {
  const { label, field, draft, onChange } = props;
  return (
    <Field label={label} error={errorOf(field, props)}>
      {control => (
        <input
          {...control}
          className="jp-Spaces-input"
          spellCheck={false}
          value={draft[field]}
          onChange={event => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}
