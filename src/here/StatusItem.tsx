import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { IHere, ISpaces } from '../tokens';
import { spacesIcon } from '../ui/icons';
import { useChange } from '../ui/useChange';

interface IStatusItemProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly onClick: () => void;
  readonly trans: TranslationBundle;
}

/** `churn-team · ml.g5.xlarge` in the status bar; a click shows the panel. */
export function statusItem(props: IStatusItemProps): Widget {
  const widget = ReactWidget.create(<StatusItem {...props} />);
  widget.addClass('jp-Spaces-status');
  return widget;
}

function StatusItem(props: IStatusItemProps): JSX.Element | null {
  const { here, spaces, onClick, trans } = props;
  useChange(here.stateChanged, spaces.stateChanged);
  if (here.state.kind !== 'ready' || here.state.here.space === null) {
    return null;
  }
  const name = here.state.here.space;
  const shown = spaces.find(name)?.displayName ?? name;
  const text = [shown, spaces.hereInstance].filter(Boolean).join(' · ');
  return (
    <button
      className="jp-Spaces-statusButton"
      title={trans.__('You are in the space %1. Show Spaces.', text)}
      onClick={onClick}
    >
      <spacesIcon.react tag="span" width="14px" height="14px" />
      <span className="jp-Spaces-statusText">{text}</span>
    </button>
  );
}
