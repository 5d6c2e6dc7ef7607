import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { spaceOfHere } from '../server/here';
import type { ISpace } from '../spaces/space';
import { IAccount, IAccountReads, IHere, IJobs, ISpaces } from '../tokens';
import { useChange } from '../ui/useChange';
import { checkName, Fault } from './check';
import { checkWords } from './checkWords';
import { whenAccepted } from './accepted';
import { choicesOf, IDraft, newDraft } from './draft';
import { faultsOf, isIdleOffered } from './faults';
import { IImageOffer, variantFor } from './images';
import { INewSpace, NewSpaceFields } from './NewSpaceFields';
import { SettingsFields } from './SettingsFields';
import { SubmitBar } from './SubmitBar';
import { Summary } from './Summary';
import type { ITemplate } from './template';
import { useForm } from './useForm';
import { useKnown } from './useKnown';

interface ICreateFormProps {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  readonly reads: IAccountReads;
  /** What the form begins with; null: with what the domain gives. */
  readonly template: ITemplate | null;
  /** AWS has accepted the space of that name. */
  readonly onCreated: (name: string) => void;
  readonly onCancel: () => void;
  readonly trans: TranslationBundle;
}

const NO_SPACES: readonly ISpace[] = [];

const NEW: INewSpace = {
  name: '',
  sharing: 'Private',
  app: 'JupyterLab',
  owner: ''
};

/** Each app has images and scripts of its own. */
const OF_APP = [
  'image',
  'imageArn',
  'version',
  'script',
  'scriptArn'
] as const satisfies readonly (keyof IDraft)[];

/** What a new space is to be and to run on. */
export function CreateForm(props: ICreateFormProps): JSX.Element {
  const { here, spaces, jobs, account, reads, template } = props;
  const { onCreated, onCancel, trans } = props;
  useChange(
    here.stateChanged,
    spaces.stateChanged,
    jobs.changed,
    account.changed
  );
  const [chosen, setChosen] = React.useState<INewSpace>(template ?? NEW);
  // A profile is not read for each letter that is typed of its name.
  const [namedOwner, setNamedOwner] = React.useState(chosen.owner);

  const list = spaces.state.kind === 'ready' ? spaces.state : null;
  const at = here.state.kind === 'ready' ? here.state.here : null;
  const outside = at !== null && spaceOfHere(here.state) === null;
  const onlyShared = at?.sharing === 'Shared';
  const { name, app } = chosen;
  const owner = chosen.owner.trim();
  const sharing = onlyShared ? 'Shared' : chosen.sharing;
  const known = useKnown({
    reads,
    spaces: list?.spaces ?? NO_SPACES,
    region: at?.region ?? null,
    sharing,
    app,
    owner: outside ? namedOwner || null : (list?.me ?? null),
    present: null
  });
  const form = useForm(template ? settingsOf(template, app, known.offers) : {});
  const draft = draftOf(known.limits, {
    ...newDraft(known.limits, known.offers, known.distribution),
    ...form.changed
  });
  const nameFault = checkName(name, namesOf(spaces, jobs));
  const ownerFault: Fault | null =
    outside && (sharing === 'Private' || owner !== '')
      ? checkName(owner, [])
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
          ...(outside && owner && { owner }),
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
        <NewSpaceFields
          value={{ ...chosen, sharing }}
          onChange={part => {
            setChosen(before => ({ ...before, ...part }));
            if (part.app) {
              form.forget(...OF_APP);
            }
          }}
          errors={{
            name: words(nameFault, name !== ''),
            owner: words(ownerFault, chosen.owner !== '')
          }}
          onlyShared={onlyShared}
          asksOwner={outside}
          onOwner={() => setNamedOwner(ownerFault ? '' : owner)}
          trans={trans}
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

/** What a template fills in. */
function settingsOf(
  template: ITemplate,
  app: INewSpace['app'],
  offers: readonly IImageOffer[]
): Partial<IDraft> {
  const settings = template.settings(offers);
  if (app === template.app) {
    return settings;
  }
  const ofApp: readonly string[] = OF_APP;
  return Object.fromEntries(
    Object.entries(settings).filter(([field]) => !ofApp.includes(field))
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
