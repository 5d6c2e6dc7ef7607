import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import * as React from 'react';
import { isWaitingStop } from '../jobs/job';
import { collaborationOf, IPageCollaboration } from '../spaces/collaboration';
import { collaborationWords } from '../spaces/collaborationWords';
import { costSoFar, hourlyPrice } from '../spaces/cost';
import { placeWords, recoveryWords } from '../spaces/placeWords';
import { refusalWord } from '../spaces/refusalWords';
import { fullTitleOf, imageOf, instanceTypeOf, titleOf } from '../spaces/space';
import { IAccount, IHere, IJobs, ISpaces } from '../tokens';
import { CollaborationNote } from '../ui/CollaborationNote';
import { CommandButton } from '../ui/CommandButton';
import { estimateNote, formatEstimate } from '../ui/estimate';
import {
  formatDuration,
  formatHourly,
  formatImage,
  formatInstance
} from '../ui/format';
import { PlaceNotice } from '../ui/PlaceNotice';
import { StatusDot } from '../ui/StatusDot';
import { useChange } from '../ui/useChange';
import { useNowSince } from '../ui/useNow';
import { IRow, rowOf, viewerOf } from '../spaces/row';
import { sharingWord, statusWord, waitingWords } from './words';
import { SettingsNotice } from './SettingsNotice';

interface IThisSpaceProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  /** What this page knows of real-time collaboration. */
  readonly page: IPageCollaboration;
  readonly onStop: (name: string) => void;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The space that one is in: what it is, on what it runs, since when. */
export function ThisSpace(props: IThisSpaceProps): JSX.Element {
  const { here, spaces, jobs, account, trans } = props;
  useChange(
    here.stateChanged,
    spaces.stateChanged,
    jobs.changed,
    account.changed
  );
  const state = here.state;
  if (state.kind === 'loading') {
    return <div className="jp-Spaces-empty">{trans.__('Looking…')}</div>;
  }
  if (state.kind === 'failed' || state.here.place === 'unreadable') {
    return (
      <div className="jp-Spaces-empty">{trans.__('Not known: see below.')}</div>
    );
  }
  if (state.here.place === 'classic') {
    const words = placeWords(state.here, trans);
    return <>{words && <PlaceNotice words={words} />}</>;
  }
  if (state.here.space === null) {
    return (
      <div className="jp-Spaces-empty">
        {trans.__('This JupyterLab is not in a space.')}
      </div>
    );
  }
  const name = state.here.space;
  const space = spaces.find(name);
  if (!space || spaces.state.kind !== 'ready') {
    return (
      <div className="jp-Spaces-this">
        <div className="jp-Spaces-thisName" title={name}>
          {name}
        </div>
        {spaces.hereApp.instanceType}
        {spaces.hereApp.recoveryMode && <Recovery trans={trans} />}
      </div>
    );
  }
  const row = rowOf(
    space,
    jobs.latest(name),
    viewerOf(state, spaces),
    Date.now()
  );
  return <Known {...props} row={row} />;
}

/** That the space was started in recovery mode, and how one gets out of it. */
function Recovery(props: { trans: TranslationBundle }): JSX.Element {
  const { trans } = props;
  return (
    <div className="jp-Spaces-note" role="note">
      <b>{trans.__('Recovery mode.')}</b> {recoveryWords(trans)}
    </div>
  );
}

function Known(props: IThisSpaceProps & { row: IRow }): JSX.Element {
  const { row, here, account, spaces, commands, onStop, page, trans } = props;
  const { space } = row;
  const [isExplained, setExplained] = React.useState(false);
  const collaboration = collaborationOf(
    here.state.kind === 'ready'
      ? (here.state.here.collaboration ?? null)
      : null,
    page,
    space.sharing
  );
  const words = collaborationWords(collaboration, trans);
  const now = useNowSince(row.since);
  const type = instanceTypeOf(space);
  const instance = type === null ? null : account.instance(type);
  const price = hourlyPrice(space, account);
  const image = imageOf(space);
  const refusal = row.actions.stop;
  // The answer to one's own stop never arrives: the server that would give it is stopped.
  const silent =
    row.job?.kind === 'stop' &&
    spaces.state.kind === 'ready' &&
    spaces.state.problem?.kind === 'server-unreachable';
  return (
    <div className="jp-Spaces-this">
      <div className="jp-Spaces-flex">
        <StatusDot status={row.status} />
        <span className="jp-Spaces-thisName" title={fullTitleOf(space)}>
          {titleOf(space)}
        </span>
        {collaboration !== 'private' && (
          <span className="jp-Spaces-tag">{sharingWord(space, trans)}</span>
        )}
        <button
          className={`jp-Spaces-tag${collaboration === 'on' ? ' jp-mod-on' : ''}`}
          title={`${words.sentence}\n${words.todo}`}
          aria-expanded={isExplained}
          onClick={() => setExplained(!isExplained)}
        >
          {collaboration === 'private'
            ? sharingWord(space, trans)
            : collaboration === 'on'
              ? trans.__('RTC on')
              : trans.__('RTC off')}
        </button>
      </div>
      {isExplained && (
        <CollaborationNote collaboration={collaboration} trans={trans} />
      )}
      {space.sharing === 'Shared' && (
        <SettingsNotice space={space.name} trans={trans} />
      )}
      {type && (
        <div>
          {type}
          {instance && (
            <span className="jp-Spaces-sub">
              {' · '}
              {formatInstance(instance, trans)}
            </span>
          )}
        </div>
      )}
      <div className="jp-Spaces-sub">
        {[
          image && formatImage(image, trans),
          row.since
            ? trans.__(
                'running %1',
                formatDuration(now - row.since.getTime(), trans)
              )
            : silent
              ? trans.__('probably stopped: its server does not answer')
              : statusWord(row.status, space, trans)
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {spaces.hereApp.recoveryMode && <Recovery trans={trans} />}
      {price && row.since && (
        <div
          className="jp-Spaces-cost"
          title={estimateNote(account.priceList, trans)}
        >
          <b>{formatEstimate(costSoFar(price, row.since, now))}</b>
          <span className="jp-Spaces-sub">
            {' '}
            {trans.__('so far')}
            {' · '}
            {formatHourly(price, trans)}
          </span>
        </div>
      )}
      {row.job && isWaitingStop(row.job) && (
        <div className="jp-Spaces-flex" role="status">
          <span>{waitingWords(row.job, trans)}</span>
          <CommandButton
            commands={commands}
            id="spaces:keep-running"
            space={space.name}
            label={trans.__('Keep running')}
            name={trans.__('Keep %1 running', titleOf(space))}
          />
        </div>
      )}
      <div className="jp-Spaces-flex">
        <button
          className="jp-Spaces-button"
          aria-disabled={refusal !== null}
          title={refusal ? refusalWord(refusal, row.space, trans) : undefined}
          onClick={refusal ? undefined : () => onStop(space.name)}
        >
          {trans.__('Leave…')}
        </button>
        <CommandButton
          commands={commands}
          id="spaces:change-space"
          space={space.name}
          label={trans.__('Change…')}
          name={trans.__('Change %1…', titleOf(space))}
        />
      </div>
    </div>
  );
}
