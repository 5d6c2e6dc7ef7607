import * as React from 'react';
import { ArnField } from './ArnField';
import { DEFAULT_SCRIPT, NO_SCRIPT, TYPED } from './draft';
import { Field } from './Field';
import { IFieldsProps, notRead } from './fields';
import { toScript } from './useKnown';

/** The lifecycle script that runs at each start. */
export function ScriptField(props: IFieldsProps): JSX.Element {
  const { draft, known, onChange, space, trans } = props;
  const { arn: ofDomain, attached } = known.limits.lifecycle;
  const present = space?.details?.lifecycleConfigArn ?? null;
  const problem = known.problems.scripts;
  const scripts = [...known.scripts];
  const chosen = draft.script.startsWith('arn:') ? draft.script : null;
  for (const arn of [...attached, present, chosen]) {
    if (arn && !scripts.some(script => script.arn === arn)) {
      scripts.push(toScript(arn));
    }
  }
  return (
    <>
      <Field
        label={trans.__('Lifecycle script')}
        hint={
          <>
            <div>
              {trans.__(
                'Runs at each start, before one can work in the space.'
              )}
            </div>
            {problem && <div>{notRead(problem, trans)}</div>}
          </>
        }
      >
        {control => (
          <select
            {...control}
            className="jp-Spaces-input"
            value={draft.script}
            onChange={event => onChange({ script: event.target.value })}
          >
            {present === null && (
              <option value={DEFAULT_SCRIPT}>
                {ofDomain
                  ? trans.__('The domain’s: %1', toScript(ofDomain).name)
                  : trans.__('None')}
              </option>
            )}
            {(present !== null || ofDomain !== null) && (
              <option value={NO_SCRIPT}>{trans.__('None')}</option>
            )}
            {scripts.map(script => (
              <option key={script.arn} value={script.arn}>
                {script.name}
              </option>
            ))}
            <option value={TYPED}>{trans.__('Another, by its ARN…')}</option>
          </select>
        )}
      </Field>
      {draft.script === TYPED && (
        <ArnField
          {...props}
          label={trans.__('ARN of the script')}
          field="scriptArn"
        />
      )}
    </>
  );
}
