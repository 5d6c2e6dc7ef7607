import * as React from 'react';

/** One of a few things to choose from. */
export interface IRadio<T extends string> {
  readonly value: T;
  readonly label: string;
  /** What it means, in a line. */
  readonly text?: string;
  /** Why it cannot be chosen; null when it can. */
  readonly refusal?: string | null;
}

interface IRadiosProps<T extends string> {
  readonly legend: string;
  readonly value: T;
  readonly radios: readonly IRadio<T>[];
  readonly onChange: (value: T) => void;
}

/** A choice between a few things, each explained. */
export function Radios<T extends string>(props: IRadiosProps<T>): JSX.Element {
  const { legend, value, radios, onChange } = props;
  const name = React.useId();
  return (
    <fieldset className="jp-Spaces-field jp-Spaces-radios">
      <legend>{legend}</legend>
      {radios.map(radio => {
        const text = radio.refusal ?? radio.text;
        const id = `${name}-${radio.value}`;
        return (
          <div key={radio.value} className="jp-Spaces-radio">
            <input
              type="radio"
              className="jp-Spaces-radioInput"
              id={id}
              name={name}
              checked={radio.value === value}
              disabled={!!radio.refusal}
              aria-describedby={text ? `${id}-text` : undefined}
              onChange={() => onChange(radio.value)}
            />
            <div>
              <label htmlFor={id}>{radio.label}</label>
              {text && (
                <div id={`${id}-text`} className="jp-Spaces-sub">
                  {text}
                </div>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
