import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import type { JSONObject } from '@lumino/coreutils';
import { failureOf, IAbout, IFailure } from '../jobs/failures';
import type { FailureAct } from '../jobs/failureWords';
import type { IJob } from '../jobs/job';
import type { IHereState } from '../server/here';
import { refusalWord } from '../spaces/refusalWords';
import { instanceTypeOf, ISpace } from '../spaces/space';
import type { IActHandle } from '../ui/FailureView';
import { CommandIDs } from './commands';
import { IRow } from '../spaces/row';

/** The failure that a row tells of, in plain words; null when it tells of none. */
export function rowFailure(
  row: IRow,
  here: IHereState,
  trans: TranslationBundle
): IFailure | null {
  const { failure, failedJob, space } = row;
  return (
    failure && failureOf(failure, aboutSpace(space, failedJob, here), trans)
  );
}

/** What a failure of a space is about. */
export function aboutSpace(
  space: ISpace | null,
  job: IJob | null,
  here: IHereState
): IAbout {
  const place = here.kind === 'ready' ? here.here : null;
  return {
    job,
    space: space?.name ?? job?.space ?? null,
    instanceType: space && instanceTypeOf(space),
    appType: space?.appType ?? null,
    domain: place?.domain_id ?? null,
    region: place?.region ?? null
  };
}

/**
 * What the acts of a failure do, for a space: null where this JupyterLab does not offer it.
 *
 * `job` is the one that failed; null when none did.
 */
export type ActsOf = (
  act: FailureAct,
  space: string,
  job: IJob | null
) => IActHandle | null;

/** Acts are commands; whether they are possible, the commands say. */
export function actsBy(commands: CommandRegistry): ActsOf {
  return (act, space, job) => {
    const id = act === 'refresh' ? CommandIDs.refresh : `spaces:${act}-space`;
    const args = { space, ...chosenBefore(act, job) } as JSONObject;
    return commands.hasCommand(id) && commands.isEnabled(id, args)
      ? { refusal: null, execute: () => void commands.execute(id, args) }
      : null;
  };
}

/** What a form is filled with: what was asked for before need not be chosen once more. */
function chosenBefore(act: FailureAct, job: IJob | null): object {
  if (job === null || act !== job.kind || job.choices === null) {
    return {};
  }
  const { space, choices, creation } = job;
  return act === 'create'
    ? { again: { space, choices, creation } }
    : { choices };
}

/** The acts on a row's failure: those that the row knows to be impossible say why. */
export function actsOnRow(row: IRow, actsOf: ActsOf, trans: TranslationBundle) {
  return (act: FailureAct): IActHandle | null => {
    const refusal = act === 'run' || act === 'stop' ? row.actions[act] : null;
    return refusal
      ? {
          refusal: refusalWord(refusal, row.space, trans),
          execute: () => undefined
        }
      : actsOf(act, row.space.name, row.failedJob);
  };
}
