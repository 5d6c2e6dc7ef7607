import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { spaceOfHere } from '../server/here';
import type { AppType } from '../spaces/domainSettings';
import type { ISpace } from '../spaces/space';
import { IAccount, IAccountReads, IHere, IJobs, ISpaces } from '../tokens';
import { useChange } from '../ui/useChange';
import { checkName, Fault } from './check';
import { checkWords } from './checkWords';
import { whenAccepted } from './accepted';
import { choicesOf, IDraft, newDraft } from './draft';
import { faultsOf, isIdleOffered } from './faults';
import { Field } from './Field';
import { variantFor } from './images';
import { Radios } from './Radios';
import { SettingsFields } from './SettingsFields';
import { SubmitBar } from './SubmitBar';
import { Summary } from './Summary';
import { useForm } from './useForm';
import { useKnown } from './useKnown';

interface ICreateFormProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  readonly reads: IAccountReads;
  /** AWS has accepted the space of that name. */
  readonly onCreated: (name: string) => void;
  readonly onCancel: () => void;
  readonly trans: TranslationBundle;
}

const NO_SPACES: readonly ISpace[] = [];

/** What a new space is to be and to run on. */
export function CreateForm(props: ICreateFormProps): JSX.Element {
  const { here, spaces, jobs, account, reads, onCreated, onCancel, trans } =
    props;
  useChange(
    here.stateChanged,
    spaces.stateChanged,
    jobs.changed,
    account.changed
  );
  const form = useForm();
  const [name, setName] = React.useState('');
  const [chosenSharing, setSharing] = React.useState<'Private' | 'Shared'>(
    'Private'
  );
  const [app, setApp] = React.useState<AppType>('JupyterLab');
  const [typedOwner, setOwner] = React.useState('');
  // A profile is not read for each letter that is typed of its name.
  const [namedOwner, setNamedOwner] = React.useState('');

  const list = spaces.state.kind === 'ready' ? spaces.state : null;
  const at = here.state.kind === 'ready' ? here.state.here : null;
  const outside = at !== null && spaceOfHere(here.state) === null;
  const onlyShared = at?.sharing === 'Shared';
  const sharing = onlyShared ? 'Shared' : chosenSharing;
  const known = useKnown({
    reads,
    spaces: list?.spaces ?? NO_SPACES,
    region: at?.region ?? null,
    sharing,
    app,
    owner: outside ? namedOwner || null : (list?.me ?? null),
    present: null
  });
  const draft = draftOf(known.limits, {
    ...newDraft(known.limits, known.offers, known.distribution),
    ...form.changed
  });
  const nameFault = checkName(name, namesOf(spaces, jobs));
  const ownerFault: Fault | null =
    outside && (sharing === 'Private' || typedOwner !== '')
      ? checkName(typedOwner.trim(), [])
      : null;
  const faults = faultsOf(draft, known.limits, null);
  const valid = !nameFault && !ownerFault && Object.keys(faults).length === 0;
  const words = (fault: Fault | null, show: boolean) =>
    fault && (show || form.tried) ? checkWords(fault, trans) : null;

  const create = (run: boolean) =>
    form.submit({
      valid,
      tried: `create ${name}`,
      act: async () => {
        const { instance } = draft;
        const job = await jobs.create({
          space: name,
          sharing,
          app_type: app,
          ...(outside && typedOwner && { owner: typedOwner.trim() }),
          choices: choicesOf(
            draft,
            known.offers,
            variantFor(
              instance,
              instance === null ? null : account.instance(instance)
            )
          ),
          run
        });
        const refused = await whenAccepted(jobs, job.id);
        if (!refused) {
          onCreated(name);
        }
        return refused;
      }
    });
  const wait = known.loading
    ? trans.__('The domain is still being read.')
    : null;
  return (
    <div
      className="jp-Spaces-form"
      role="form"
      aria-label={trans.__('New space')}
    >
      <div className="jp-Spaces-formFields" ref={form.ref}>
        <h1>{trans.__('New space')}</h1>
        <Field
          label={trans.__('Name')}
          error={words(nameFault, name !== '')}
          hint={trans.__(
            'Letters A to Z, digits and hyphens; up to 63. It cannot be changed later.'
          )}
        >
          {control => (
            <input
              {...control}
              className="jp-Spaces-input"
              autoFocus
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={event => setName(event.target.value)}
            />
          )}
        </Field>
        <Radios
          legend={trans.__('Who works in it')}
          value={sharing}
          onChange={setSharing}
          radios={[
            {
              value: 'Private',
              label: trans.__('Private'),
              text: trans.__('Only its owner runs and opens it.'),
              refusal: onlyShared
                ? trans.__(
                    'Not from here: in a shared space nobody’s name is proven, so whose it would be is not known.'
                  )
                : null
            },
            {
              value: 'Shared',
              label: trans.__('Shared'),
              text: trans.__(
                'Everybody in the domain runs and opens it, works in it together, and sees all of its files.'
              )
            }
          ]}
        />
        {outside && (
          <Field
            label={trans.__('Owner')}
            error={words(ownerFault, typedOwner !== '')}
            hint={trans.__('Name of a user profile of the domain.')}
          >
            {control => (
              <input
                {...control}
                className="jp-Spaces-input"
                spellCheck={false}
                value={typedOwner}
                onChange={event => setOwner(event.target.value)}
                onBlur={() =>
                  setNamedOwner(ownerFault ? '' : typedOwner.trim())
                }
              />
            )}
          </Field>
        )}
        <Radios
          legend={trans.__('App')}
          value={app}
          onChange={type => {
            setApp(type);
            // Each app has images and scripts of its own.
            form.forget('image', 'version', 'script');
          }}
          radios={[
            {
              value: 'JupyterLab',
              label: trans.__('JupyterLab'),
              text: trans.__('Notebooks, terminals, this panel.')
            },
            {
              value: 'CodeEditor',
              label: trans.__('Code Editor'),
              text: trans.__('An editor like Visual Studio Code.')
            }
          ]}
        />
        <SettingsFields
          draft={draft}
          onChange={form.change}
          known={known}
          faults={form.shown(faults)}
          space={null}
          reads={reads}
          account={account}
          trans={trans}
        />
      </div>
      <SubmitBar
        busy={form.sending ? trans.__('Creating it…') : null}
        problem={form.problem}
        onCancel={onCancel}
        trans={trans}
        submits={[
          {
            label: trans.__('Create and run'),
            primary: true,
            refusal: wait,
            onClick: () => create(true)
          },
          {
            label: trans.__('Create'),
            refusal: wait,
            onClick: () => create(false)
          }
        ]}
      >
        <Summary
          draft={draft}
          faults={faults}
          account={account}
          trans={trans}
        />
      </SubmitBar>
    </div>
  );
}

/** The draft without what such a space cannot have. */
function draftOf(
  limits: Parameters<typeof isIdleOffered>[0],
  draft: IDraft
): IDraft {
  return isIdleOffered(limits) ? draft : { ...draft, idle: '' };
}

/** Names that are taken: of spaces, and of those that are being created. */
function namesOf(spaces: ISpaces, jobs: IJobs): readonly string[] {
  const known =
    spaces.state.kind === 'ready'
      ? spaces.state.spaces.map(space => space.name)
      : [];
  const coming = jobs.jobs
    .filter(job => job.kind === 'create' && job.state === 'running')
    .map(job => job.space);
  return [...known, ...coming];
}
