import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { Look } from './look';

/** So many things are named; of the others it is said that there are more. */
export const MOST_NAMES = 8;

/** One kind of thing: its name on the left. */
export function Row(props: {
  label: string;
  children: React.ReactNode;
}): JSX.Element {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** What a look found; that it is under way, or could not look. */
export function Seen<T>(props: {
  look: Look<T>;
  none: string;
  show: (found: readonly T[]) => React.ReactNode;
  trans: TranslationBundle;
}): JSX.Element {
  const { look, none, show, trans } = props;
  switch (look.kind) {
    case 'looking':
      return <span className="jp-Spaces-sub">{trans.__('Looking…')}</span>;
    case 'failed':
      return (
        <span className="jp-mod-warn">
          {trans.__('Could not look: %1', look.why)}
        </span>
      );
    case 'seen':
      return look.found.length === 0 ? (
        <span className="jp-Spaces-sub">{none}</span>
      ) : (
        <>{show(look.found)}</>
      );
  }
}
