import type { TranslationBundle } from '@jupyterlab/translation';
import type { Here } from '../server/completeHere';
import type { IDomainSettings, ISpaceDefaults } from '../spaces/domainSettings';
import { homeText } from '../spaces/homeText';
import type { IInstance, IPriceList } from '../spaces/instances';
import { idleOf } from '../spaces/idle';
import { recoveryWords } from '../spaces/placeWords';
import { IHereApp, imageOf, ISpace, mainApp } from '../spaces/space';
import {
  formatDate,
  formatDay,
  formatDuration,
  formatHourly,
  formatImage,
  formatInstance
} from '../ui/format';
import {
  collaborationOf,
  collaborationWord,
  IPageCollaboration
} from '../spaces/collaboration';
import { Source } from './sources';

/** All that is known of the place, as far as it has been read. */
export interface IKnown {
  readonly here: Here;
  /** With its details; null while they are read, where they cannot be, and in no space. */
  readonly space: ISpace | null;
  readonly app: IHereApp;
  readonly domain: IDomainSettings | null;
  /** What the owner's profile overrides of the domain. */
  readonly profile: ISpaceDefaults | null;
  readonly instance: IInstance | null | undefined;
  readonly priceList: IPriceList | null | undefined;
  /** USD an hour; null for unknown, undefined for not known yet. */
  readonly price: number | null | undefined;
  readonly page: IPageCollaboration;
}

/** One line of the card. */
export interface ICardRow {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** What one has to know beside the value; null for nothing. */
  readonly note: string | null;
  readonly source: Source;
  /** What its button copies; null where there is nothing to copy. */
  readonly copy: string | null;
}

/** The card's lines, in order: who and where, on what, and how it is used. What is not known has none. */
export function cardRows(
  known: IKnown,
  trans: TranslationBundle
): readonly ICardRow[] {
  return [
    ...placeRows(known, trans),
    ...machineRows(known, trans),
    ...useRows(known, trans)
  ].filter(row => row !== null);
}

const MINUTE_MS = 60_000;

type Rows = readonly (ICardRow | null)[];

function placeRows(known: IKnown, trans: TranslationBundle): Rows {
  const { here, space } = known;
  const { sources, project } = here;
  const role = here.execution_role;
  return [
    row('space', trans.__('Space'), here.space, sources.space, {
      copy: here.space
    }),
    row('project', trans.__('Project'), project?.id, sources.project, {
      copy: project?.id,
      note: project?.domain_id
        ? trans.__('In the domain %1 of Unified Studio.', project.domain_id)
        : null
    }),
    row('domain', trans.__('Domain'), here.domain_id, sources.domain_id, {
      copy: here.domain_id
    }),
    row('region', trans.__('Region'), here.region, sources.region, {
      copy: here.region
    }),
    row('account', trans.__('Account'), here.account_id, sources.account_id, {
      copy: here.account_id
    }),
    profileRow(known, trans),
    row(
      'role',
      trans.__('Execution role'),
      role?.split('/').pop(),
      sources.execution_role,
      {
        copy: role,
        note:
          sharingOf(here, space) === 'Shared'
            ? trans.__('Everybody in a shared space acts as this role.')
            : null
      }
    )
  ];
}

/** The person: as AWS names the owner of a private space; elsewhere as told. */
function profileRow(
  { here, space }: IKnown,
  trans: TranslationBundle
): ICardRow | null {
  const label = trans.__('User profile');
  if (here.user_profile) {
    return row('profile', label, here.user_profile, here.sources.user_profile, {
      copy: here.user_profile
    });
  }
  if (sharingOf(here, space) === 'Private') {
    return row('profile', label, space?.owner, 'DescribeSpace', {
      copy: space?.owner
    });
  }
  return row('profile', label, here.user, here.sources.user, {
    copy: here.user,
    note: trans.__('Told by the browser, and not verified.')
  });
}

function machineRows(known: IKnown, trans: TranslationBundle): Rows {
  const { here, app, space, instance, price, priceList } = known;
  return [
    row('instance', trans.__('Instance'), app.instanceType, 'DescribeApp', {
      copy: app.instanceType
    }),
    row(
      'hardware',
      trans.__('Hardware'),
      instance && formatInstance(instance, trans),
      'catalogue'
    ),
    row(
      'price',
      trans.__('Price'),
      price === undefined ? null : formatHourly(price, trans),
      'catalogue',
      {
        note:
          price && priceList
            ? trans.__(
                'In %1 as of %2.',
                priceList.region,
                formatDay(priceList.date)
              )
            : null
      }
    ),
    imageRow(known, trans),
    row(
      'since',
      trans.__('Running since'),
      app.since && formatDate(app.since),
      'DescribeApp'
    ),
    app.recoveryMode
      ? row(
          'recovery',
          trans.__('Recovery mode'),
          trans.__('on'),
          'DescribeApp',
          { note: recoveryWords(trans) }
        )
      : null,
    row(
      'home',
      trans.__('Home'),
      here.place === 'classic'
        ? trans.__('EFS (Studio Classic)')
        : space && homeText(space, true, trans),
      here.place === 'classic' ? here.sources.app_type : 'DescribeSpace'
    )
  ];
}

/** The image as AWS names it; else by what the container is told. */
function imageRow(
  { here, space }: IKnown,
  trans: TranslationBundle
): ICardRow | null {
  const label = trans.__('Image');
  const { uri, version } = here.image;
  const image = space && imageOf(space);
  if (image) {
    const source = mainApp(space)?.image ? 'ListApps' : 'DescribeSpace';
    return row('image', label, formatImage(image, trans), source, {
      copy: image.arn,
      // A space may have been given another one while it runs.
      note:
        version !== null && version !== image.version
          ? trans.__('By its own word version %1.', version)
          : null
    });
  }
  return version === null
    ? row('image', label, uri, here.sources.image_uri, { copy: uri })
    : row('image', label, version, here.sources.image_version, {
        copy: uri ?? version,
        note: uri
      });
}

function useRows(known: IKnown, trans: TranslationBundle): Rows {
  const { here, space, page } = known;
  const sharing = sharingOf(here, space);
  return [
    row(
      'sharing',
      trans.__('Sharing'),
      sharing === 'Private'
        ? trans.__('private')
        : sharing === 'Shared'
          ? trans.__('shared')
          : sharing,
      space?.sharing ? 'DescribeSpace' : here.sources.sharing
    ),
    idleRow(known, trans),
    row(
      'collaboration',
      trans.__('Collaboration'),
      collaborationWord(
        collaborationOf(here.collaboration, page, sharing),
        trans
      ),
      'page',
      {
        note: here.collaboration?.version
          ? `jupyter-collaboration ${here.collaboration.version}`
          : null
      }
    )
  ];
}

/** When AWS stops the space for want of activity: by its own setting, else by what the domain gives. */
function idleRow(
  { space, domain, profile }: IKnown,
  trans: TranslationBundle
): ICardRow | null {
  const idle = space && idleOf(space, domain, profile);
  if (!idle) {
    return null;
  }
  const label = trans.__('Idle stop');
  if (idle.enabled === false) {
    return row('idle', label, trans.__('off in this domain'), 'DescribeDomain');
  }
  const { minutes, by } = idle;
  return row(
    'idle',
    label,
    minutes === null
      ? null
      : trans.__(
          'after %1 without activity',
          formatDuration(minutes * MINUTE_MS, trans)
        ),
    by === 'domain' ? 'DescribeDomain' : 'DescribeSpace',
    {
      note:
        by === 'domain'
          ? trans.__('The domain’s default.')
          : idle.enabled === null
            ? trans.__('If the domain has idle shutdown switched on.')
            : null
    }
  );
}

/** What AWS says of the space comes before what its environment says. */
function sharingOf(here: Here, space: ISpace | null): string | null {
  return space?.sharing ?? here.sharing;
}

/** A row; null where there is no value, or no source for it. */
function row(
  id: string,
  label: string,
  value: string | null | undefined,
  source: Source | undefined,
  more: { copy?: string | null; note?: string | null } = {}
): ICardRow | null {
  return value && source
    ? {
        id,
        label,
        value,
        source,
        note: more.note || null,
        copy: more.copy ?? null
      }
    : null;
}
