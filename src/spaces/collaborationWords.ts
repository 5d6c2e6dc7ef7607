import type { TranslationBundle } from '@jupyterlab/translation';
import type { Collaboration } from './collaboration';

/** Whether people work together in this space, in one sentence, and what to do about it. */
export interface ICollaborationWords {
  readonly sentence: string;
  readonly todo: string;
}

/** What to say of real-time collaboration here. */
export function collaborationWords(
  collaboration: Collaboration,
  trans: TranslationBundle
): ICollaborationWords {
  switch (collaboration) {
    case 'on':
      return {
        sentence: trans.__('Shared space: real-time collaboration on'),
        todo: trans.__(
          'Whoever opens the same document edits it together with you, and sees each change at once.'
        )
      };
    case 'private':
      return {
        sentence: trans.__('Private space: only you can open it'),
        todo: trans.__('To work with others, create a shared space.')
      };
    case 'not-installed':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off, jupyter-collaboration is not installed'
        ),
        todo: separately(
          trans.__(
            'Have it installed by the image or the lifecycle configuration of the space (pip install jupyter-collaboration), then stop the space and run it again.'
          ),
          trans
        )
      };
    case 'not-enabled':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off, its server extension is not enabled'
        ),
        todo: separately(
          trans.__(
            'Enable it in a terminal (jupyter server extension enable jupyter_server_ydoc), then stop the space and run it again.'
          ),
          trans
        )
      };
    case 'not-in-page':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off, its JupyterLab extension is not enabled'
        ),
        todo: separately(
          trans.__(
            'Enable it in the Extension Manager or in a terminal (jupyter labextension enable @jupyter/collaboration-extension), then reload the page.'
          ),
          trans
        )
      };
    case 'documents-off':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off for documents (disabled)'
        ),
        todo: separately(
          trans.__(
            'You see who is here. To share documents, too, take disable_rtc out of the configuration of the server, then stop the space and run it again.'
          ),
          trans
        )
      };
    case 'too-old':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off for documents, jupyter-collaboration is too old for this JupyterLab'
        ),
        todo: separately(
          trans.__(
            'You see who is here. Version 4 and newer share documents, too: have one installed by the image or the lifecycle configuration of the space (pip install "jupyter-collaboration>=4"), then stop the space and run it again.'
          ),
          trans
        )
      };
    case 'unknown':
      return {
        sentence: trans.__(
          'Shared space: real-time collaboration off, or not known'
        ),
        todo: separately(
          trans.__('The server did not say why: reload the page.'),
          trans
        )
      };
  }
}

/** What happens to those who edit one file without seeing each other. */
function separately(todo: string, trans: TranslationBundle): string {
  return trans.__(
    '%1 Until then everybody has a copy of their own of an open document, and saving it asks whose to keep.',
    todo
  );
}
