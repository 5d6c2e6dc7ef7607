import * as React from 'react';

/** Instance types in a text: words with dots, that begin with a letter. */
const DOTTED = /(\b[a-z][\w-]*(?:\.[\w-]+)+)/;

/** A text in which `ml.t3.medium` goes to the next line as a whole, and breaks behind its dots where it is longer than a line. */
export function Breakable(props: { text: string }): JSX.Element {
  const parts = props.text.split(DOTTED);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <span key={index} className="jp-Spaces-breakable">
            {part.split(/(?<=\.)/).map((piece, at) => (
              <React.Fragment key={at}>
                {at > 0 && <wbr />}
                {piece}
              </React.Fragment>
            ))}
          </span>
        )
      )}
    </>
  );
}
