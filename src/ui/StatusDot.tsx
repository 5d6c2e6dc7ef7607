import * as React from 'react';
import type { SpaceStatus } from '../spaces/status';

/** A coloured dot for a status: filled, hollow, turning. Its meaning is always said in words beside it. */
export function StatusDot(props: { status: SpaceStatus }): JSX.Element {
  return (
    <span
      className={`jp-Spaces-dot jp-mod-${props.status.toLowerCase()}`}
      aria-hidden="true"
    />
  );
}
