import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { IChoices } from '../jobs/request';
import { spaceOfHere } from '../server/here';
import { statusWithJob } from '../spaces/afterJob';
import { ISpace, sameName, titleOf } from '../spaces/space';
import { IAccount, IAccountReads, IHere, IJobs, ISpaces } from '../tokens';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';
import { whenAccepted } from './accepted';
import {
  choicesOf,
  differences,
  draftOfChoices,
  imageOfSettings,
  presentDraft
} from './draft';
import { faultsOf, soundChoices } from './faults';
import { Field } from './Field';
import { errorOf } from './fields';
import { variantFor } from './images';
import { KnownSpace } from './KnownSpace';
import { PreflightView } from './PreflightView';
import { IPreflight, preflightOf } from './preflight';
import { interruptionWords, IRunning } from './preflightWords';
import { SettingsFields } from './SettingsFields';
import { SubmitBar } from './SubmitBar';
import { appTypeOf } from './template';
import { useForm } from './useForm';
import { useKnown } from './useKnown';

interface IChangeFormProps {
  /** Name of the space. */
  readonly name: string;
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  readonly reads: IAccountReads;
  /** Why the space cannot be changed now, in words; null when it can. */
  readonly refusalOf: (space: ISpace) => string | null;
  /** What runs in the space that one is in. */
  readonly running: () => IRunning;
  /** What the form begins with instead of what the space has; null for nothing. */
  readonly choices: IChoices | null;
  /** AWS has accepted the change, or begun what comes before it. */
  readonly onChanging: (name: string) => void;
  readonly onCancel: () => void;
  readonly trans: TranslationBundle;
}

/** A space's settings, and what a change of them does; until it is known, what is waited for. */
export function ChangeForm(props: IChangeFormProps): JSX.Element {
  const { jobs, account } = props;
  useChange(jobs.changed, account.changed);
  return (
    <KnownSpace {...props}>
      {space => <Settings {...props} space={space} />}
    </KnownSpace>
  );
}

function Settings(props: IChangeFormProps & { space: ISpace }): JSX.Element {
  const { space, here, spaces, jobs, account, reads, trans } = props;
  const { name } = space;
  const present = imageOfSettings(space);
  const known = useKnown({
    reads,
    spaces: spaces.state.kind === 'ready' ? spaces.state.spaces : [space],
    region: here.state.kind === 'ready' ? here.state.here.region : null,
    sharing: space.sharing === 'Private' ? 'Private' : 'Shared',
    app: appTypeOf(space),
    owner: space.owner,
    present
  });
  const { offers } = known;
  const form = useForm(
    props.choices ? draftOfChoices(props.choices, offers) : {}
  );
  const draft = { ...presentDraft(space, offers), ...form.changed };
  const faults = faultsOf(draft, known.limits, space);
  const valid = Object.keys(faults).length === 0;
  const { instance } = draft;
  const variant = variantFor(
    instance,
    instance === null ? null : account.instance(instance)
  );
  const changes = soundChoices(
    differences(space, choicesOf(draft, offers, variant)),
    faults
  );
  const isThis = sameName(name, spaceOfHere(here.state));
  const preflight = preflightOf(
    space,
    statusWithJob(space, jobs.latest(name)),
    isThis,
    changes,
    {
      hour: type => account.price(type),
      gbMonth: account.volumePrice
    }
  );
  const running = isThis ? props.running() : null;
  const change = () =>
    form.submit({
      valid,
      tried: `change ${name}`,
      confirm: async () =>
        preflight.interruption !== 'stop-here' ||
        confirmStopHere(space, preflight, running, trans),
      act: async () => {
        const job = await jobs.change(name, changes);
        const refused = await whenAccepted(jobs, job.id);
        if (!refused) {
          props.onChanging(name);
        }
        return refused;
      }
    });
  return (
    <div
      className="jp-Spaces-form"
      role="form"
      aria-label={trans.__('Change %1', titleOf(space))}
    >
      <div className="jp-Spaces-formFields" ref={form.ref}>
        <h1>{trans.__('Change %1', titleOf(space))}</h1>
        {space.detailsProblem && !space.details && (
          <Problem problem={space.detailsProblem} trans={trans} />
        )}
        <Field
          label={trans.__('Display name')}
          error={errorOf('displayName', { faults: form.shown(faults), trans })}
          hint={trans.__('What people see; the name itself stays %1.', name)}
        >
          {control => (
            <input
              {...control}
              className="jp-Spaces-input"
              placeholder={name}
              value={draft.displayName}
              onChange={event =>
                form.change({ displayName: event.target.value })
              }
            />
          )}
        </Field>
        <SettingsFields
          draft={draft}
          onChange={form.change}
          known={known}
          faults={form.shown(faults)}
          space={space}
          reads={reads}
          account={account}
          trans={trans}
        />
      </div>
      <SubmitBar
        busy={form.sending ? trans.__('Asking for the change…') : null}
        problem={form.problem}
        onCancel={props.onCancel}
        trans={trans}
        submits={[
          {
            label: submitWord(preflight, trans),
            primary: true,
            refusal:
              props.refusalOf(space) ??
              (valid && isNothing(changes)
                ? trans.__('Nothing is changed yet.')
                : null),
            onClick: change
          }
        ]}
      >
        <PreflightView
          space={space}
          changes={changes}
          valid={valid}
          preflight={preflight}
          running={running}
          trans={trans}
        />
      </SubmitBar>
    </div>
  );
}

function submitWord(preflight: IPreflight, trans: TranslationBundle): string {
  switch (preflight.interruption) {
    case 'none':
      return trans.__('Change');
    case 'restart':
      return trans.__('Stop, change and run');
    case 'stop-here':
      return trans.__('Change and stop…');
  }
}

/** Ask whether to change and stop the very space that one is in. */
async function confirmStopHere(
  space: ISpace,
  preflight: IPreflight,
  running: IRunning | null,
  trans: TranslationBundle
): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Change and stop %1?', titleOf(space)),
    body: (
      <div className="jp-Spaces-dialog">
        {interruptionWords(preflight, space, running, trans).map(line => (
          <p key={line}>{line}</p>
        ))}
      </div>
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Change and Stop') })
    ],
    defaultButton: 0
  });
  return result.button.accept;
}

function isNothing(changes: IChoices): boolean {
  return Object.keys(changes).length === 0;
}
