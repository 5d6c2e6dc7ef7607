import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { Collaboration } from '../spaces/collaboration';
import { collaborationWords } from '../spaces/collaborationWords';
import '../../style/collaboration.css';

/** Whether people work together here, and what to do about it. */
export function CollaborationNote(props: {
  collaboration: Collaboration;
  trans: TranslationBundle;
}): JSX.Element {
  const { collaboration, trans } = props;
  const { sentence, todo } = collaborationWords(collaboration, trans);
  const isFine = collaboration === 'on' || collaboration === 'private';
  return (
    <div
      className={`jp-Spaces-collaboration${isFine ? '' : ' jp-mod-off'}`}
      role="note"
    >
      <b>{sentence}.</b> {todo}
    </div>
  );
}
