import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IFailure } from '../jobs/failures';
import type { FailureAct } from '../jobs/failureWords';
import { stepWord } from '../jobs/words';
import { formatDate } from './format';

/** What a button of a failure does. */
export interface IActHandle {
  /** Why it is not possible now: the button's tooltip; null when it is. */
  readonly refusal: string | null;
  readonly execute: () => void;
}

interface IFailureViewProps {
  readonly failure: IFailure;
  /** What an act does; null where it is not offered. */
  readonly actOf: (act: FailureAct) => IActHandle | null;
  /** What it is about, for the names of the buttons; null for nothing in particular. */
  readonly subject: string | null;
  readonly trans: TranslationBundle;
}

/** A failure: what happened, why, what one can do, where the log is; what exactly was answered behind a disclosure. */
export function FailureView(props: IFailureViewProps): JSX.Element {
  const { failure, trans } = props;
  const { title, why, left, todo, retryFrom, step } = failure;
  return (
    <>
      <div className="jp-Spaces-problemTitle">{title}</div>
      {why && <div>{why}</div>}
      {left && <div>{left}</div>}
      {todo && <div>{todo}</div>}
      {step && (
        <div className="jp-Spaces-sub">
          {trans.__('It failed while %1.', stepWord(step, trans))}
        </div>
      )}
      {retryFrom && (
        <div>
          {trans.__('Try again from %1 at the latest.', formatDate(retryFrom))}
        </div>
      )}
      <Acts {...props} />
      <Raw {...props} />
    </>
  );
}

/** The buttons and links. */
function Acts(props: IFailureViewProps): JSX.Element | null {
  const { failure, actOf, subject, trans } = props;
  const buttons = failure.acts.flatMap(({ act, label }) => {
    const handle = actOf(act);
    return handle ? [{ act, label, ...handle }] : [];
  });
  const { quotas, log } = failure;
  if (buttons.length === 0 && !quotas && !log?.url) {
    return null;
  }
  return (
    <div className="jp-Spaces-acts">
      {buttons.map(({ act, label, refusal, execute }) => (
        <button
          key={act}
          className="jp-Spaces-button"
          aria-label={subject ? `${label} (${subject})` : undefined}
          aria-disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={refusal === null ? execute : undefined}
        >
          {label}
        </button>
      ))}
      {quotas && (
        <Link href={quotas} title={quotas}>
          {trans.__('Service Quotas')}
        </Link>
      )}
      {log?.url && (
        <Link href={log.url} title={`${log.group}: ${log.stream}`}>
          {trans.__('Log in CloudWatch')}
        </Link>
      )}
    </div>
  );
}

/** A page of AWS's, in a tab of its own that cannot reach back. */
function Link(props: {
  href: string;
  title: string;
  children: string;
}): JSX.Element {
  return (
    <a
      className="jp-Spaces-link"
      href={props.href}
      title={props.title}
      target="_blank"
      rel="noopener noreferrer"
    >
      {props.children}
    </a>
  );
}

/** What was answered word for word, and where the log is. */
function Raw(props: IFailureViewProps): JSX.Element | null {
  const { failure, trans } = props;
  const { raw, log, why, todo } = failure;
  const [copied, setCopied] = React.useState(false);
  const text = [
    raw,
    log && trans.__('Log: %1, stream %2', log.group, log.stream)
  ]
    .filter(Boolean)
    .join('\n');
  if ([why, todo].some(words => words.includes(text))) {
    return null; // it has been said
  }
  return (
    <details className="jp-Spaces-rawBox">
      <summary>{trans.__('What exactly was answered')}</summary>
      <code className="jp-Spaces-raw">{text}</code>
      <button
        className="jp-Spaces-button"
        onClick={() => {
          Clipboard.copyToSystem(text);
          setCopied(true);
        }}
        onBlur={() => setCopied(false)}
      >
        <span aria-live="polite">
          {copied ? trans.__('Copied') : trans.__('Copy')}
        </span>
      </button>
    </details>
  );
}
