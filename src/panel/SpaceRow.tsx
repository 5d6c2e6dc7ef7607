import type { TranslationBundle } from '@jupyterlab/translation';
import { stopIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { isWaitingStop } from '../jobs/job';
import {
  notDoneWord,
  progressWord,
  stepWord,
  waitingWord
} from '../jobs/words';
import { hourlyPrice } from '../spaces/cost';
import { homeText } from '../spaces/homeText';
import { refusalWord } from '../spaces/refusalWords';
import { fullTitleOf, instanceTypeOf, titleOf } from '../spaces/space';
import { IAccount, IHere } from '../tokens';
import { Breakable } from '../ui/Breakable';
import { formatDuration, formatHourly } from '../ui/format';
import { StatusDot } from '../ui/StatusDot';
import { useNow } from '../ui/useNow';
import { rowFailure } from './failure';
import { IRow } from '../spaces/row';
import { appWord, ownerWord, sharingWord, statusWord } from './words';

/** What a person can ask for from a row. */
export interface IRowHandlers {
  readonly onSelect: (name: string) => void;
  readonly onRun: (name: string) => void;
  readonly onStop: (name: string) => void;
  readonly onOpen: (name: string) => void;
}

interface ISpaceRowProps extends IRowHandlers {
  readonly row: IRow;
  readonly here: IHere;
  readonly selected: boolean;
  readonly account: IAccount;
  /** Id of the element with the details. */
  readonly detailsId: string;
  readonly trans: TranslationBundle;
}

/** One space in two lines: name, what it is; and the action that makes sense now. */
export function SpaceRow(props: ISpaceRowProps): JSX.Element {
  const { row, selected, detailsId, onSelect, trans } = props;
  const { space } = row;
  const main = React.useRef<HTMLButtonElement>(null);
  const inActions = React.useRef(false);
  React.useLayoutEffect(() => {
    // The button that had the focus went with the status: its row keeps the focus.
    if (inActions.current && document.activeElement === document.body) {
      main.current?.focus();
    }
  }, [row.status]);
  return (
    <div className={`jp-Spaces-row${selected ? ' jp-mod-selected' : ''}`}>
      <button
        ref={main}
        className="jp-Spaces-rowMain"
        aria-expanded={selected}
        aria-controls={selected ? detailsId : undefined}
        title={
          row.actions.run === 'not-yours'
            ? refusalWord('not-yours', space, trans)
            : undefined
        }
        onClick={() => onSelect(space.name)}
      >
        <StatusDot status={row.status} />
        <span className="jp-Spaces-rowText">
          <span className="jp-Spaces-name" title={fullTitleOf(space)}>
            {titleOf(space)}
          </span>
          <Summary {...props} />
        </span>
      </button>
      <span
        className="jp-Spaces-rowActions"
        onFocus={() => (inActions.current = true)}
        onBlur={() => (inActions.current = false)}
      >
        <RowActions {...props} />
      </span>
    </div>
  );
}

/** `private · yours · ml.t3.medium · $0.05/h`, with the status where it is not plain to see. */
function Summary(props: ISpaceRowProps): JSX.Element {
  const { row, here, account, trans } = props;
  const { space, status, job } = row;
  const now = useNow(1000, job !== null);
  const failure = rowFailure(row, here.state, trans);
  if (status === 'Failed') {
    const text = failure?.short ?? trans.__('failed');
    return (
      <span className="jp-Spaces-sub jp-mod-error" title={text}>
        {failure && (
          <span className="jp-Spaces-hidden">{trans.__('failed:')} </span>
        )}
        {text}
      </span>
    );
  }
  const home = homeText(space, false, trans);
  const word = statusWord(status, space, trans);
  const price = status === 'Running' ? hourlyPrice(space, account) : null;
  const parts = [
    sharingWord(space, trans),
    ownerWord(space, row.ownership, trans),
    job && !isWaitingStop(job)
      ? `${word}, ${formatDuration(now - Date.parse(job.created), trans)}`
      : status === 'Running' || status === 'Stopped'
        ? instanceTypeOf(space)
        : word,
    price ? formatHourly(price, trans) : null,
    job && isWaitingStop(job) ? waitingWord(job, trans) : null,
    space.appType === 'JupyterLab' ? null : appWord(space.appType, trans)
  ];
  return (
    <span className="jp-Spaces-sub" title={homeText(space, true, trans)}>
      <Breakable text={parts.filter(Boolean).join(' · ')} />
      {home && (
        <span className="jp-Spaces-rowHome">
          {' · '}
          <span>{home}</span>
        </span>
      )}
      {!job && (status === 'Running' || status === 'Stopped') && (
        <span className="jp-Spaces-hidden">, {word}</span>
      )}
      {row.failedJob && failure && (
        <span className="jp-mod-error">
          {' · '}
          {notDoneWord(row.failedJob, trans)}
          {`: ${failure.short}`}
        </span>
      )}
      {job?.step.slow && (
        <span className="jp-Spaces-slow">
          {' · '}
          {trans.__('longer than usual')}
        </span>
      )}
    </span>
  );
}

function RowActions(props: ISpaceRowProps): JSX.Element | null {
  const { row, selected, trans, onRun, onOpen, onSelect } = props;
  const { name } = row.space;
  const title = titleOf(row.space);
  if (row.classic) {
    return (
      <ActionButton
        {...props}
        action="open"
        label={trans.__('Open in Studio')}
        name={trans.__('Open %1 in Studio', title)}
        onClick={() => onOpen(name)}
      />
    );
  }
  if (row.actions.run === 'not-yours' && row.status !== 'Failed') {
    return null; // other people's, which fill a whole domain
  }
  const stop = <StopButton {...props} />;
  switch (row.status) {
    case 'Running':
      return (
        <>
          {stop}
          {row.isThis ? (
            <span className="jp-Spaces-tag">{trans.__('here')}</span>
          ) : (
            <ActionButton
              {...props}
              action="open"
              label={trans.__('Open')}
              name={trans.__('Open %1', title)}
              onClick={() => onOpen(name)}
            />
          )}
        </>
      );
    case 'Starting':
    case 'Stopping':
    case 'Updating':
    case 'Deleting':
      return (
        <>
          {row.status === 'Starting' && stop}
          {row.job && (
            <span
              className="jp-Spaces-sub"
              title={stepWord(row.job.step.name, trans)}
            >
              {progressWord(row.job, trans)}
            </span>
          )}
        </>
      );
    case 'Failed':
      return (
        <button
          className="jp-Spaces-button"
          aria-label={trans.__('Why? %1', title)}
          aria-expanded={selected}
          onClick={() => onSelect(name)}
        >
          {trans.__('Why?')}
        </button>
      );
    case 'Stopped':
    case 'Unknown':
      return (
        <ActionButton
          {...props}
          action="run"
          label={trans.__('Run')}
          name={trans.__('Run %1', title)}
          onClick={() => onRun(name)}
        />
      );
  }
}

interface IActionButtonProps {
  readonly row: IRow;
  readonly trans: TranslationBundle;
  readonly action: 'run' | 'open';
  readonly label: string;
  /** Label with the space's name, for screen readers. */
  readonly name: string;
  readonly onClick: () => void;
}

/** The main action. When not possible it stays focusable, so that its reason can be read. */
export function ActionButton(props: IActionButtonProps): JSX.Element {
  const { row, trans, action, label, name, onClick } = props;
  const refusal = row.actions[action];
  return (
    <button
      className="jp-Spaces-button"
      aria-label={name}
      aria-disabled={refusal !== null}
      title={refusal ? refusalWord(refusal, row.space, trans) : undefined}
      onClick={refusal ? undefined : onClick}
    >
      {label}
    </button>
  );
}

function StopButton(props: ISpaceRowProps): JSX.Element | null {
  const { row, trans, onStop } = props;
  const { name } = row.space;
  const refusal = row.actions.stop;
  const label = trans.__('Stop %1', titleOf(row.space));
  return (
    <button
      className="jp-Spaces-iconButton"
      aria-label={label}
      aria-disabled={refusal !== null}
      title={refusal ? refusalWord(refusal, row.space, trans) : label}
      onClick={refusal ? undefined : () => onStop(name)}
    >
      <stopIcon.react tag={null} />
    </button>
  );
}
