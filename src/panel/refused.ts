import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IProblem } from '../server/problem';

/** JupyterLab cuts the text of a notification that is longer. */
const MOST_CHARACTERS = 140;

/** The whole text where a notification shows it whole, else what it says first. */
export function fitting(whole: string, first: string): string {
  return whole.length <= MOST_CHARACTERS ? whole : first;
}

/** Tell in a notification that something was refused before it became a job; what has no place there is asked for by *Why?*. */
export function tellRefusal(problem: IProblem, trans: TranslationBundle): void {
  const { title, why, todo, raw } = failureOf(problem, ABOUT_NOTHING, trans);
  const first = `${title}.`;
  const whole = [first, why, todo].filter(Boolean).join(' ');
  const message = fitting(whole, first);
  const reasons = [why, todo, raw].filter(Boolean).join('\n\n');
  Notification.error(message, {
    autoClose: 15_000,
    actions:
      message === whole
        ? []
        : [
            {
              label: trans.__('Why?'),
              callback: () => void showErrorMessage(title, reasons)
            }
          ]
  });
}
