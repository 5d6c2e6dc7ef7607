import * as React from 'react';

interface IAvatarProps {
  readonly name: string;
  readonly initials: string;
  /** A CSS colour. */
  readonly color: string;
  readonly url: string | null;
}

/** A person's circle: the picture, else (also where that cannot be loaded) the initials. The name stands beside it, so that readers of screens need no second one. */
export function Avatar(props: IAvatarProps): JSX.Element {
  const { name, initials, color, url } = props;
  const [broken, setBroken] = React.useState<string | null>(null);
  const style = { '--jp-spaces-person': color } as React.CSSProperties;
  return (
    <span
      className="jp-Spaces-avatar"
      style={style}
      title={name}
      aria-hidden="true"
    >
      {url && url !== broken ? (
        <img src={url} alt="" onError={() => setBroken(url)} />
      ) : (
        initials
      )}
    </span>
  );
}
