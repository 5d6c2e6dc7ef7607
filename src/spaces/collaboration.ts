import type { JupyterLab } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IServerCollaboration } from '../server/here';

/** What the page itself knows of real-time collaboration. */
export interface IPageCollaboration {
  /** A plugin that tells people of each other is there: presence is possible. */
  readonly awareness: boolean;
  /** `disableRTC` of the page's configuration: documents are not shared. */
  readonly documentsOff: boolean;
}

/** Whether people work on the same documents here; if not, why. */
export type Collaboration =
  | 'on'
  /** A private space: only its owner can open it. */
  | 'private'
  | 'not-installed'
  /** Installed, but the server does not load it. */
  | 'not-enabled'
  /** The server offers it, but the page has no part of it. */
  | 'not-in-page'
  /** People see each other, but have copies of their own of a document: by the configuration… */
  | 'documents-off'
  /** …or since this JupyterLab is too new for the installed version. */
  | 'too-old'
  | 'unknown';

/**
 * Whether documents are shared, from what the page and the server know.
 *
 * @param sharing - of the space; null when not known, or in none
 */
export function collaborationOf(
  server: IServerCollaboration | null,
  page: IPageCollaboration,
  sharing: string | null
): Collaboration {
  if (sharing === 'Private') {
    return 'private';
  }
  if (page.awareness && server?.why === 'too-old') {
    return 'too-old';
  }
  if (page.awareness) {
    return page.documentsOff || server?.why === 'documents-off'
      ? 'documents-off'
      : 'on';
  }
  if (server === null) {
    return 'unknown';
  }
  return server.why === 'not-installed' || server.why === 'not-enabled'
    ? server.why
    : 'not-in-page';
}

/** It in words: `on`, or `off` and why. */
export function collaborationWord(
  collaboration: Collaboration,
  trans: TranslationBundle
): string {
  switch (collaboration) {
    case 'on':
      return trans.__('on');
    case 'private':
      return trans.__('off: only you can open a private space');
    case 'not-installed':
      return trans.__('off: jupyter-collaboration is not installed');
    case 'not-enabled':
      return trans.__('off: the server extension is not enabled');
    case 'not-in-page':
      return trans.__('off: its JupyterLab extension is not enabled');
    case 'documents-off':
      return trans.__('off for documents (disableRTC)');
    case 'too-old':
      return trans.__(
        'off for documents: jupyter-collaboration is too old for this JupyterLab'
      );
    case 'unknown':
      return trans.__('off, or not known');
  }
}

/** The token by which jupyter-collaboration, in each of its versions, tells people of each other. */
const AWARENESS = '@jupyter/collaboration:IGlobalAwareness';

/** What the page knows of it. */
export function pageCollaboration(
  info: JupyterLab.IInfo | null
): IPageCollaboration {
  return {
    awareness:
      info?.availablePlugins.some(
        plugin => plugin.enabled && plugin.provides?.name === AWARENESS
      ) ?? false,
    documentsOff: PageConfig.getOption('disableRTC') === 'true'
  };
}
