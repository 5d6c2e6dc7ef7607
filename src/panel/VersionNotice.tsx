import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IHere } from '../tokens';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';

/** Says when page and server part are of different versions; else nothing. */
export function VersionNotice(props: {
  here: IHere;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { here, trans } = props;
  useChange(here.stateChanged);
  const state = here.state;
  return state.kind === 'ready' && state.mismatch ? (
    <Problem problem={state.mismatch} trans={trans} />
  ) : null;
}
