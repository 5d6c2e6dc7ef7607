import type { IProblem } from '../server/problem';

/** Kinds of things that SageMaker bills while they are there or run, beside apps. */
export type BilledKind =
  | 'endpoint'
  | 'notebook-instance'
  | 'training-job'
  | 'processing-job'
  | 'transform-job';

/** The things of one kind that are billed now. */
export interface IBilled {
  readonly kind: BilledKind;
  readonly things: readonly { readonly name: string; readonly arn: string }[];
  /** There are more than were read. */
  readonly more: boolean;
  /** Why they could not be read; null where they were. */
  readonly problem: IProblem | null;
}

/** Where the console has the things of a kind (assumed from the console's addresses in 2026). */
const PATHS: Readonly<Record<BilledKind, string>> = {
  endpoint: 'endpoints',
  'notebook-instance': 'notebook-instances',
  'training-job': 'jobs',
  'processing-job': 'processing-jobs',
  'transform-job': 'transform-jobs'
};

/** Domains of the console, by the partition in an ARN. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com'
};

/** The address of a thing in the AWS console; null for an ARN that names no partition that is known. */
export function consoleLink(
  kind: BilledKind,
  name: string,
  arn: string
): string | null {
  const [, partition, , region] = arn.split(':');
  const console = Object.hasOwn(CONSOLES, partition ?? '')
    ? CONSOLES[partition]
    : null;
  return console && /^[a-z0-9-]+$/.test(region ?? '')
    ? `https://${region}.${console}/sagemaker/home?region=${region}#/${PATHS[kind]}/${encodeURIComponent(name)}`
    : null;
}
