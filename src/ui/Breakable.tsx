import * as React from 'react';

/** Where a word that begins with a letter may break: behind its dots, as in `ml.t3.medium`, but not in `$0.05`. */
const BEHIND_DOT = /(?<=\b[a-z][\w-]*(?:\.[\w-]+)*\.)(?=[\w-])/;

/**
 * `private · yours · ml.t3.medium`: each part goes to the next line as a whole, and breaks only where it is longer
 * than a line. The dot behind it never stands alone.
 */
export function Breakable(props: { text: string }): JSX.Element {
  const parts = props.text.split(' · ');
  return (
    <>
      {parts.map((part, index) => (
        <React.Fragment key={index}>
          {index > 0 && ' '}
          <span className="jp-Spaces-breakable">
            {part.split(BEHIND_DOT).map((piece, at) => (
              <React.Fragment key={at}>
                {at > 0 && <wbr />}
                {piece}
              </React.Fragment>
            ))}
            {index < parts.length - 1 && '\u00a0·'}
          </span>
        </React.Fragment>
      ))}
    </>
  );
}
