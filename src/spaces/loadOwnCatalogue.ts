import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ICatalogue } from './catalogue';
import { withOwnCatalogue } from './ownCatalogue';

interface ILoadOptions {
  readonly builtIn: ICatalogue;
  readonly showCosts: boolean;
  /** The user's file, as JupyterLab's file browser names it; empty or undefined for none. */
  readonly path: string | undefined;
  readonly contents: Pick<Contents.IManager, 'get'>;
  /** Id of the notification that told of the last problem; empty for none. */
  readonly notification: string;
  readonly trans: TranslationBundle;
}

/**
 * The catalogue with the user's own file, where there is one, and without prices, where no costs are to be shown. What is wrong
 * with the file is told in a notification.
 */
export async function loadOwnCatalogue(
  options: ILoadOptions
): Promise<ILoaded> {
  const { catalogue, notification } = await load(options);
  return {
    catalogue: options.showCosts
      ? catalogue
      : { instances: catalogue.instances },
    notification
  };
}

interface ILoaded {
  readonly catalogue: ICatalogue;
  /** Id of the notification of a problem; empty for none. */
  readonly notification: string;
}

async function load(options: ILoadOptions): Promise<ILoaded> {
  const { builtIn, path, trans } = options;
  Notification.dismiss(options.notification);
  if (!path) {
    return { catalogue: builtIn, notification: '' };
  }
  let notification = '';
  const catalogue = await withOwnCatalogue({
    ...options,
    path,
    // A notification shows 140 characters at most.
    onProblem: (problem, reason) => {
      notification = Notification.error(problem, {
        autoClose: false,
        actions: [
          {
            label: trans.__('Why?'),
            callback: () => void showErrorMessage(problem, reason)
          }
        ]
      });
    }
  });
  return { catalogue, notification };
}
