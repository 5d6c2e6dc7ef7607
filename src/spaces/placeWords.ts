import type { TranslationBundle } from '@jupyterlab/translation';
import type { IHereAnswer } from '../server/here';

/** Where one is when that is no space of Studio's own, and the way on. */
export interface IPlaceWords {
  readonly title: string;
  /** What follows from it and what to do, one paragraph each. */
  readonly todo: readonly string[];
  /** Something to copy or compare, as it is; null for nothing. */
  readonly raw: string | null;
}

/** Names of traits are not translated. */
const CONFIGURATION =
  'c.SpacesExtension.domain_id = "d-…"\nc.SpacesExtension.region = "…"';

/** What to say of the place; null in a space of Studio's. */
export function placeWords(
  here: IHereAnswer,
  trans: TranslationBundle
): IPlaceWords | null {
  switch (here.place) {
    case 'studio':
      return null;
    case 'outside':
      return outside(here, trans);
    case 'unified-studio':
      return {
        title: trans.__('This space belongs to a project.'),
        todo: [
          trans.__(
            'Its spaces are run, changed and deleted in SageMaker Unified Studio: open the project there.'
          )
        ],
        raw: projectIds(here, trans)
      };
    case 'classic':
      return {
        title: trans.__('This JupyterLab is an app of Studio Classic.'),
        todo: [
          here.user_profile
            ? trans.__(
                'Your home is that of %1 on the domain’s EFS file system. It is kept when the app stops.',
                here.user_profile
              )
            : trans.__(
                'Your home is on the domain’s EFS file system. It is kept when the app stops.'
              ),
          trans.__(
            'Apps of Studio Classic are run and stopped in SageMaker Studio. Spaces of the new Studio are in the list.'
          )
        ],
        raw: null
      };
    case 'unreadable':
      return {
        title: trans.__('In which space this is cannot be told.'),
        todo: [
          trans.__(
            'The file in which SageMaker Studio tells it is damaged. Studio writes it anew when a space starts: stop this space in Studio and run it again.'
          ),
          trans.__('If that does not help, show this to your administrator:')
        ],
        raw: here.trouble ?? null
      };
  }
}

function outside(here: IHereAnswer, trans: TranslationBundle): IPlaceWords {
  const title = trans.__('This JupyterLab does not run in SageMaker Studio.');
  return here.domain_id === null
    ? {
        title,
        todo: [
          trans.__(
            'Without AWS, “jupyter spaces try” starts a Studio of its own on this machine.'
          ),
          trans.__(
            'To see the spaces of a domain from here, give the JupyterLab server AWS credentials and the domain, in jupyter_server_config.py:'
          )
        ],
        raw: CONFIGURATION
      }
    : {
        title,
        todo: [
          trans.__(
            'The list has the spaces of the domain %1, which the server’s configuration names.',
            here.domain_id
          )
        ],
        raw: null
      };
}

/** The ids by which people find the project in Unified Studio; null where Studio told none. */
function projectIds(
  { project }: IHereAnswer,
  trans: TranslationBundle
): string | null {
  const lines = [
    project?.id && trans.__('Project %1', project.id),
    project?.domain_id && trans.__('Domain %1', project.domain_id)
  ].filter(Boolean);
  return lines.length > 0 ? lines.join('\n') : null;
}

/** What recovery mode means, and how one leaves it. */
export function recoveryWords(trans: TranslationBundle): string {
  return trans.__(
    'The space was started with the least that it needs. Put right what keeps it from starting, then stop it and run it again without recovery mode.'
  );
}
