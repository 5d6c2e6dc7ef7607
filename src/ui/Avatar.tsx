import * as React from 'react';

interface IAvatarProps {
  readonly name: string;
  readonly initials: string;
  /** A CSS colour. */
  readonly color: string;
  readonly url: string | null;
}

/** A person's circle: the picture, else the initials. The name stands beside it, so that readers of screens need no second one. */
export function Avatar(props: IAvatarProps): JSX.Element {
  const { name, initials, color, url } = props;
  const style = { '--jp-spaces-person': color } as React.CSSProperties;
  return (
    <span
      className="jp-Spaces-avatar"
      style={style}
      title={name}
      aria-hidden="true"
    >
      {url ? <img src={url} alt="" /> : initials}
    </span>
  );
}
