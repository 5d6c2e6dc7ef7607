import * as React from 'react';

/** What ties a control to its label, its hint and its error. */
export interface IControl {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface IFieldProps {
  readonly label: string;
  /** What is worth knowing before one types. */
  readonly hint?: React.ReactNode;
  /** What is wrong; null when nothing is. */
  readonly error?: string | null;
  readonly children: (control: IControl) => React.ReactNode;
}

/** A control with its label above it, and below it what is wrong and what is worth knowing. */
export function Field(props: IFieldProps): JSX.Element {
  const { label, hint, error, children } = props;
  const id = React.useId();
  return (
    <div className="jp-Spaces-field">
      <label htmlFor={id} id={labelIdOf(id)}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': `${id}-error ${id}-hint`,
        'aria-invalid': !!error
      })}
      <div id={`${id}-error`} className="jp-Spaces-fieldError" role="status">
        {error}
      </div>
      <div id={`${id}-hint`} className="jp-Spaces-sub">
        {hint}
      </div>
    </div>
  );
}

/** Id of the label of a control, for those that no `label` can name. */
export function labelIdOf(controlId: string): string {
  return `${controlId}-label`;
}
