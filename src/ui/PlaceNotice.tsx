import * as React from 'react';
import type { IPlaceWords } from '../spaces/placeWords';

/** Says where one is, and the way on. */
export function PlaceNotice(props: { words: IPlaceWords }): JSX.Element {
  const { title, todo, raw } = props.words;
  return (
    <div className="jp-Spaces-empty">
      <p className="jp-Spaces-problemTitle">{title}</p>
      {todo.map(text => (
        <p key={text}>{text}</p>
      ))}
      {raw && <code className="jp-Spaces-raw">{raw}</code>}
    </div>
  );
}
