import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** A part of this extension that somebody asked for, once it is loaded; that it could not be is told. Rejects then, too. */
export async function loaded<T>(
  part: Promise<T>,
  trans: TranslationBundle
): Promise<T> {
  try {
    return await part;
  } catch (error) {
    Notification.error(
      trans.__(
        'A part of Spaces could not be loaded from the Jupyter server. Try again, or reload the page.'
      )
    );
    throw error;
  }
}
