import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';
import { failureOf, IFailure } from '../jobs/failures';
import type { IJob } from '../jobs/job';
import { problemOfJob } from '../jobs/problem';
import {
  askerWord,
  choicesWords,
  kindWord,
  notDoneWord,
  stateWord,
  stepWord
} from '../jobs/words';
import { fullTitleOf, titleOf } from '../spaces/space';
import type { SpaceStatus } from '../spaces/status';
import { IHere, IJobs, ISection, ISpaces } from '../tokens';
import { FailureView } from '../ui/FailureView';
import { formatAgo, formatDate, formatDuration } from '../ui/format';
import { StatusDot } from '../ui/StatusDot';
import { useChange } from '../ui/useChange';
import { useNow } from '../ui/useNow';
import { aboutSpace, ActsOf } from './failure';

/** Jobs that are shown at first; older ones on wish. */
const FIRST = 20;

interface IJobHistoryOptions {
  readonly jobs: IJobs;
  readonly spaces: ISpaces;
  readonly here: IHere;
  readonly actsOf: ActsOf;
  readonly trans: TranslationBundle;
}

/** What was asked for of late: who, what, when, and how it went. */
export class JobHistory extends ReactWidget {
  constructor(private _options: IJobHistoryOptions) {
    super();
    const { trans } = _options;
    this.section = {
      id: 'history',
      title: trans.__('History'),
      rank: 850, // above the list of spaces, which may be long
      widget: this
    };
  }

  /** It as a section of the panel. */
  readonly section: ISection;

  /** Show all of one job. */
  expand(id: string | null): void {
    this._expanded = id;
    this.update();
  }

  render(): JSX.Element {
    return (
      <HistoryList
        {...this._options}
        expanded={this._expanded}
        onExpand={id => this.expand(id)}
      />
    );
  }

  private _expanded: string | null = null;
}

interface IHistoryListProps extends IJobHistoryOptions {
  readonly expanded: string | null;
  readonly onExpand: (id: string | null) => void;
}

/** The jobs, newest first, in each state of the list. */
export function HistoryList(props: IHistoryListProps): JSX.Element {
  const { jobs, spaces, here, expanded, onExpand, trans } = props;
  useChange(jobs.changed, spaces.stateChanged, here.stateChanged);
  const [all, setAll] = React.useState(false);
  const list = React.useRef<HTMLUListElement>(null);
  React.useEffect(() => {
    if (all) {
      // The button that showed them is gone: one reads on with the first of them.
      list.current?.children[FIRST]?.querySelector('button')?.focus();
    }
  }, [all]);
  const now = useNow(30_000);
  const known = jobs.jobs;
  if (known.length === 0) {
    return (
      <div className="jp-Spaces-empty">
        {trans.__(
          'Nothing was run, stopped or changed from this JupyterLab yet.'
        )}
      </div>
    );
  }
  const isFar = known.findIndex(job => job.id === expanded) >= FIRST;
  const shown = all || isFar ? known : known.slice(0, FIRST);
  return (
    <>
      <ul className="jp-Spaces-list" ref={list}>
        {shown.map(job => (
          <Entry
            key={job.id}
            {...props}
            job={job}
            now={now}
            isOpen={job.id === expanded}
            onToggle={() => onExpand(job.id === expanded ? null : job.id)}
          />
        ))}
      </ul>
      {shown.length < known.length && (
        <div className="jp-Spaces-more">
          <button className="jp-Spaces-button" onClick={() => setAll(true)}>
            {trans._n(
              'Show %1 older',
              'Show %1 older',
              known.length - shown.length
            )}
          </button>
        </div>
      )}
    </>
  );
}

interface IEntryProps extends IJobHistoryOptions {
  readonly job: IJob;
  readonly now: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One job in two lines; all of it below when opened. */
function Entry(props: IEntryProps): JSX.Element {
  const { job, now, isOpen, onToggle, spaces, here, trans } = props;
  const space = spaces.find(job.space);
  const title = space ? titleOf(space) : job.space;
  const problem = problemOfJob(job);
  const failure =
    problem && failureOf(problem, aboutSpace(space, job, here.state), trans);
  const id = `jp-Spaces-job-${job.id}`;
  const changes = choicesWords(job.choices, trans).map(([, value]) => value);
  const created = new Date(job.created);
  return (
    <li data-job={job.id}>
      <div className={`jp-Spaces-row${isOpen ? ' jp-mod-selected' : ''}`}>
        <button
          className="jp-Spaces-rowMain"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
        >
          <StatusDot status={DOTS[job.state]} />
          <span className="jp-Spaces-rowText">
            <span
              className="jp-Spaces-name"
              title={space ? fullTitleOf(space) : title}
            >
              {`${kindWord(job.kind, trans)} ${title}`}
            </span>
            <span className="jp-Spaces-sub">
              {[askerWord(job, trans), ...changes].join(' · ')}
              {' · '}
              <time dateTime={job.created} title={formatDate(created)}>
                {formatAgo(now - created.getTime(), trans)}
              </time>
            </span>
            {failure && (
              <span className="jp-Spaces-sub jp-mod-error">
                {job.error?.failed === job.kind
                  ? failure.short
                  : `${notDoneWord(job, trans)}: ${failure.short}`}
              </span>
            )}
          </span>
        </button>
        <span className="jp-Spaces-rowActions jp-Spaces-sub">
          {stateWord(job, trans)}
        </span>
      </div>
      {isOpen && <Whole {...props} id={id} title={title} failure={failure} />}
    </li>
  );
}

/** Filled for done, hollow for cancelled; the word stands at the row's end. */
const DOTS: Readonly<Record<IJob['state'], SpaceStatus>> = {
  running: 'Starting',
  done: 'Running',
  failed: 'Failed',
  cancelled: 'Stopped'
};

/** All that is known of a job, below its entry. */
function Whole(
  props: IEntryProps & { id: string; title: string; failure: IFailure | null }
): JSX.Element {
  const { id, job, title, failure, actsOf, trans } = props;
  return (
    <div
      id={id}
      className="jp-Spaces-details"
      role="group"
      aria-label={`${kindWord(job.kind, trans)} ${title}`}
    >
      {failure && (
        <div className="jp-Spaces-failure">
          <FailureView
            failure={failure}
            actOf={act => actsOf(act, job.space, job)}
            subject={title}
            trans={trans}
          />
        </div>
      )}
      <dl className="jp-Spaces-facts">
        {facts(job, trans).map(([label, value]) => (
          <React.Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

function facts(
  job: IJob,
  trans: TranslationBundle
): readonly (readonly [string, string])[] {
  const { by, created, ended, message, left, state, step } = job;
  const begun = new Date(created);
  const took = ended ? Date.parse(ended) - begun.getTime() : 0;
  const unverified = by.name !== null && !by.verified;
  const rows: (readonly [string, string | null])[] = [
    ...choicesWords(job.choices, trans),
    [
      trans.__('Asked by'),
      unverified
        ? trans.__(
            '%1 (unverified: the name that the browser gave)',
            by.name ?? ''
          )
        : askerWord(job, trans)
    ],
    [trans.__('Begun'), formatDate(begun)],
    [
      trans.__('Ended'),
      ended &&
        trans.__(
          '%1, after %2',
          formatDate(new Date(ended)),
          formatDuration(took, trans)
        )
    ],
    [trans.__('Now'), state === 'running' ? stepWord(step.name, trans) : null],
    // With a failure stands what it left.
    [
      trans.__('Remark'),
      state === 'failed' ? message : [message, left].filter(Boolean).join(' ')
    ]
  ];
  return rows.filter((row): row is readonly [string, string] => !!row[1]);
}
