import type { TranslationBundle } from '@jupyterlab/translation';
import type { IJob, JobKind, StepName } from './job';
import type { IChoices, IImageRequest } from './request';

/** What a job does at the moment. */
export function stepWord(step: StepName, trans: TranslationBundle): string {
  switch (step) {
    case 'look':
      return trans.__('looking at its state');
    case 'wait-gone':
      return trans.__('waiting until the app is gone');
    case 'create-app':
      return trans.__('asking for an instance');
    case 'wait-in-service':
      return trans.__('waiting until it runs');
    case 'delete-app':
      return trans.__('asking to stop');
    case 'create-space':
      return trans.__('creating it');
    case 'wait-created':
      return trans.__('waiting until it is there');
    case 'update-space':
      return trans.__('changing its settings');
    case 'wait-updated':
      return trans.__('waiting until it is changed');
    case 'delete-space':
      return trans.__('deleting it');
    case 'wait-deleted':
      return trans.__('waiting until it is deleted');
    case 'wait-done':
      return trans.__('waiting until its kernels are done');
    case 'save-outputs':
      return trans.__('saving outputs');
    case 'announce':
      return trans.__('letting others object');
  }
}

/** The documents of the kernels that a stop still waits for: `a.ipynb, b.ipynb`; empty for none. */
export function awaitedWord(job: IJob, trans: TranslationBundle): string {
  const names = (job.leaving?.kernels ?? [])
    .filter(({ state }) => state === 'busy' || state === 'idle')
    .map(({ path }) => path ?? trans.__('a kernel'));
  return Array.from(new Set(names)).sort().join(', ');
}

/** What a running space is about to do while its stop waits. */
export function waitingWord(job: IJob, trans: TranslationBundle): string {
  return job.step.name === 'announce'
    ? trans.__('stops in a minute')
    : trans.__('stops when done');
}

/** `step 2/3`, for the right end of a row. */
export function progressWord(job: IJob, trans: TranslationBundle): string {
  return trans.__('step %1/%2', job.step.index, job.step.total);
}

/** What a job is, before the name of its space: `Run`. */
export function kindWord(kind: JobKind, trans: TranslationBundle): string {
  switch (kind) {
    case 'run':
      return trans.__('Run');
    case 'stop':
      return trans.__('Stop');
    case 'create':
      return trans.__('Create');
    case 'change':
      return trans.__('Change');
    case 'delete':
      return trans.__('Delete');
  }
}

/** What is under way with a space, in a sentence's beginning. */
export function doingWord(
  kind: JobKind,
  title: string,
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'run':
      return trans.__('Starting %1', title);
    case 'stop':
      return trans.__('Stopping %1', title);
    case 'create':
      return trans.__('Creating %1', title);
    case 'change':
      return trans.__('Changing %1', title);
    case 'delete':
      return trans.__('Deleting %1', title);
  }
}

/** What has been done to a space. */
export function doneWord(
  kind: JobKind,
  title: string,
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'run':
      return trans.__('%1 runs', title);
    case 'stop':
      return trans.__('%1 is stopped', title);
    case 'create':
      return trans.__('%1 is created', title);
    case 'change':
      return trans.__('%1 is changed', title);
    case 'delete':
      return trans.__('%1 is deleted', title);
  }
}

/** That something was not done to a space, which is named before. */
export function undoneWord(
  act: JobKind | 'open',
  trans: TranslationBundle
): string {
  switch (act) {
    case 'run':
      return trans.__('could not be run');
    case 'stop':
      return trans.__('could not be stopped');
    case 'open':
      return trans.__('could not be opened');
    case 'create':
      return trans.__('could not be created');
    case 'change':
      return trans.__('could not be changed');
    case 'delete':
      return trans.__('could not be deleted');
  }
}

/** What of a job that failed was not done, and what was; the space is named before. */
export function notDoneWord(job: IJob, trans: TranslationBundle): string {
  const { kind, error } = job;
  const failed = error?.failed ?? kind;
  if (failed === kind) {
    return undoneWord(kind, trans);
  }
  if (kind === 'create') {
    return trans.__('was created, but could not be run');
  }
  return failed === 'run'
    ? trans.__('was changed, but could not be run')
    : trans.__('was changed, but could not be stopped');
}

/** How a job stands, in a word. */
export function stateWord(job: IJob, trans: TranslationBundle): string {
  switch (job.state) {
    case 'running':
      return progressWord(job, trans);
    case 'done':
      return trans.__('done');
    case 'failed':
      return trans.__('failed');
    case 'cancelled':
      return trans.__('cancelled');
  }
}

/** Who asked for a job. A name that nobody checked is said to be one. */
export function askerWord(job: IJob, trans: TranslationBundle): string {
  const { name, verified } = job.by;
  if (name === null) {
    return trans.__('somebody');
  }
  return verified ? name : trans.__('%1 (unverified)', name);
}

/** What a create or a change sets, as labels and values; empty for other jobs. */
export function choicesWords(
  choices: IChoices | null,
  trans: TranslationBundle
): readonly (readonly [string, string])[] {
  if (!choices) {
    return [];
  }
  const { display_name, instance_type, image, volume_gb, idle_minutes } =
    choices;
  const script = choices.lifecycle_config_arn;
  const rows: [string, string | undefined][] = [
    [trans.__('Display name'), display_name],
    [trans.__('Instance'), instance_type],
    [trans.__('Image'), image && imageWord(image)],
    [
      trans.__('Volume'),
      volume_gb === undefined ? undefined : trans.__('EBS %1 GB', volume_gb)
    ],
    [
      trans.__('Idle stop'),
      idle_minutes === undefined
        ? undefined
        : trans.__('after %1 min', idle_minutes)
    ],
    [
      trans.__('Lifecycle script'),
      script === null ? trans.__('none') : script && lastPart(script)
    ]
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

/** `sagemaker-distribution-cpu 4.4.0` */
function imageWord(image: IImageRequest): string {
  const version = image.version_alias ?? lastPart(image.version_arn ?? '');
  return [lastPart(image.image_arn), version].filter(Boolean).join(' ');
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
