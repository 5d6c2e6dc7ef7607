/**
 * What can go wrong between the panel and AWS, by kind.
 *
 * The words for each kind are in `jobs/failureWords`; here is only the fact.
 */
export type ProblemKind =
  /** The server extension is not installed or not enabled: its address is 404. */
  | 'server-missing'
  /** The server extension is older than this front end: restart needed. */
  | 'server-older'
  /** This page is older than the server extension: reload needed. */
  | 'page-older'
  /** The Jupyter server does not answer. */
  | 'server-unreachable'
  /** The Jupyter server refused (login, XSRF or its authorizer). */
  | 'server-refused'
  /** The server part answered something that is not what was asked for. */
  | 'bad-answer'
  | 'no-credentials'
  | 'no-region'
  | 'no-domain'
  | 'endpoint-unreachable'
  | 'timed-out'
  /** The gateway refused: an operation or a domain that it does not pass on. */
  | 'not-allowed'
  | 'credentials-expired'
  | 'credentials-invalid'
  | 'access-denied'
  | 'throttled'
  /** Another job is under way, or the state of the space forbids it. */
  | 'conflict'
  /** There is no address at which this person could open the space. */
  | 'cannot-open'
  /** AWS answered another error: `type` and `text` are AWS's own. */
  | 'aws';

/** One failure, typed at the edge: what was tried, its kind, and the raw text. */
export interface IProblem {
  readonly kind: ProblemKind;
  /** What was tried, as the API or the server part calls it: `ListSpaces`, `run forecasting`. */
  readonly tried: string;
  /** The error's own type name where it has one (`AccessDeniedException`). */
  readonly type?: string;
  /** The raw text as it came; may be empty. Never markup. */
  readonly text: string;
}

const LASTING: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'server-missing',
  'server-refused',
  'not-allowed',
  'access-denied'
]);

/** Whether asking again by itself is of no use: somebody has to install or permit something first. */
export function isLasting(problem: IProblem): boolean {
  return LASTING.has(problem.kind);
}

/** An error that carries an {@link IProblem}. */
export class ProblemError extends Error {
  constructor(readonly problem: IProblem) {
    super(
      `${problem.tried}: ${problem.type ?? problem.kind}: ${problem.text}`.trim()
    );
    this.name = 'ProblemError';
  }
}

/** The problem behind any thrown value; what is not ours is a `bad-answer`. */
export function problemOf(error: unknown, tried: string): IProblem {
  if (error instanceof ProblemError) {
    return error.problem;
  }
  const text = error instanceof Error ? error.message : String(error);
  return { kind: 'bad-answer', tried, text };
}
