import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ISpace } from '../spaces/space';
import { IHere, ISpaces } from '../tokens';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';

interface IKnownSpaceProps {
  /** Name of the space. */
  readonly name: string;
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly trans: TranslationBundle;
  /** What to show once the space's details are read, or could not be. */
  readonly children: (space: ISpace) => JSX.Element;
}

/** A form about a space; until its details are known, what is waited for. */
export function KnownSpace(props: IKnownSpaceProps): JSX.Element {
  const { name, here, spaces, trans, children } = props;
  useChange(here.stateChanged, spaces.stateChanged);
  const { state } = spaces;
  const space = spaces.find(name);
  if (state.kind === 'failed') {
    return <Problem problem={state.problem} trans={trans} />;
  }
  if (!space || (!space.details && !space.detailsProblem)) {
    return (
      <div className="jp-Spaces-empty" role="status">
        {state.kind === 'ready' && state.complete && !space
          ? trans.__('There is no space %1 any more.', name)
          : trans.__('Reading the settings of %1…', name)}
      </div>
    );
  }
  return children(space);
}
