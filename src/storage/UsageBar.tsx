import * as React from 'react';
import { Level } from './pressure';

/** A bar for a share (0 to 1) of something; empty where it is not known. The number is said in words beside it. */
export function UsageBar(props: {
  share: number | null;
  level?: Level;
}): JSX.Element {
  const { share, level = 'none' } = props;
  return (
    <div className={`jp-Spaces-bar jp-mod-${level}`} aria-hidden="true">
      <div style={{ width: `${100 * Math.min(1, share ?? 0)}%` }} />
    </div>
  );
}
