import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { AppType } from '../spaces/domainSettings';
import { Field } from './Field';
import { Radios } from './Radios';

/** What a space is from its creation on: it cannot be changed later. */
export interface INewSpace {
  readonly name: string;
  readonly sharing: 'Private' | 'Shared';
  readonly app: AppType;
  /** As typed; empty where it is not asked for. */
  readonly owner: string;
}

interface INewSpaceFieldsProps {
  readonly value: INewSpace;
  readonly onChange: (part: Partial<INewSpace>) => void;
  /** What is wrong with them, in words. */
  readonly errors: {
    readonly name: string | null;
    readonly owner: string | null;
  };
  /** Nobody's name is proven here. */
  readonly onlyShared: boolean;
  readonly asksOwner: boolean;
  /** The owner's name is typed to its end. */
  readonly onOwner: () => void;
  readonly trans: TranslationBundle;
}

/** Name, sharing, owner and app of a new space. */
export function NewSpaceFields(props: INewSpaceFieldsProps): JSX.Element {
  const { value, onChange, errors, onlyShared, asksOwner, onOwner, trans } =
    props;
  return (
    <>
      <Field
        label={trans.__('Name')}
        error={errors.name}
        hint={trans.__(
          'Letters A to Z, digits and hyphens; up to 63. It cannot be changed later.'
        )}
      >
        {control => (
          <input
            {...control}
            className="jp-Spaces-input"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={value.name}
            onChange={event => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Radios
        legend={trans.__('Who works in it')}
        value={value.sharing}
        onChange={sharing => onChange({ sharing })}
        radios={[
          {
            value: 'Private',
            label: trans.__('Private'),
            text: trans.__('Only its owner runs and opens it.'),
            refusal: onlyShared
              ? trans.__(
                  'Not from here: in a shared space nobody’s name is proven, so whose it would be is not known.'
                )
              : null
          },
          {
            value: 'Shared',
            label: trans.__('Shared'),
            text: trans.__(
              'Everybody in the domain runs and opens it, works in it together, and sees all of its files.'
            )
          }
        ]}
      />
      {asksOwner && (
        <Field
          label={trans.__('Owner')}
          error={errors.owner}
          hint={trans.__('Name of a user profile of the domain.')}
        >
          {control => (
            <input
              {...control}
              className="jp-Spaces-input"
              spellCheck={false}
              value={value.owner}
              onChange={event => onChange({ owner: event.target.value })}
              onBlur={onOwner}
            />
          )}
        </Field>
      )}
      <Radios
        legend={trans.__('App')}
        value={value.app}
        onChange={app => onChange({ app })}
        radios={[
          {
            value: 'JupyterLab',
            label: trans.__('JupyterLab'),
            text: trans.__('Notebooks, terminals, this panel.')
          },
          {
            value: 'CodeEditor',
            label: trans.__('Code Editor'),
            text: trans.__('An editor like Visual Studio Code.')
          }
        ]}
      />
    </>
  );
}
