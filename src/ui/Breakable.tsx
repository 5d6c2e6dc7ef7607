import * as React from 'react';

/** A text that may break behind its dots, where there is no room for all of `ml.t3.medium` in one line. */
export function Breakable(props: { text: string }): JSX.Element {
  const [first, ...others] = props.text.split(/(?<=\b[a-z]\w*\.)(?=\w)/);
  return (
    <>
      {first}
      {others.map((part, index) => (
        <React.Fragment key={index}>
          <wbr />
          {part}
        </React.Fragment>
      ))}
    </>
  );
}
