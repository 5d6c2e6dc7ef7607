import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { ABOUT_NOTHING, failureOf, IFailure } from '../jobs/failures';
import { undoneWord } from '../jobs/words';
import type { IProblem } from '../server/problem';
import type { SpaceAction } from '../spaces/actions';
import { ISpace, titleOf } from '../spaces/space';
import { fitting } from './fitting';
import '../../style/content.css';

/** A space, and why something could not be done to it. */
export interface IRefused {
  readonly space: ISpace;
  readonly problem: IProblem;
}

/** Tell in a notification that something was refused before it became a job; what has no place there is behind *Why?*. */
export function tellRefused(
  action: SpaceAction,
  refused: IRefused,
  trans: TranslationBundle
): void {
  const failure = failureOf(refused.problem, ABOUT_NOTHING, trans);
  const words = `${titleOf(refused.space)} ${undoneWord(action, trans)}`;
  const whole = `${words}. ${wholeOf(failure)}`;
  const message = fitting(whole, `${words}: ${failure.short}`, words);
  Notification.error(message, {
    autoClose: 15_000,
    actions: message === whole ? [] : [whyAction([refused], trans)]
  });
}

/** Tell that the browser let no new tab be opened for a space. */
export function tellBlocked(title: string, trans: TranslationBundle): void {
  Notification.error(
    trans.__(
      'The browser blocked the new tab for %1. Allow pop-ups for this page, then press Open again.',
      title
    ),
    { autoClose: 15_000 }
  );
}

/** The action of a notification that tells the whole of why. */
export function whyAction(
  refused: readonly IRefused[],
  trans: TranslationBundle
): Notification.IAction {
  return {
    label: trans.__('Why?'),
    callback: () => void showWhy(refused, trans)
  };
}

async function showWhy(
  refused: readonly IRefused[],
  trans: TranslationBundle
): Promise<void> {
  const body = new Widget();
  body.addClass('jp-Spaces-dialog');
  for (const { space, problem } of refused) {
    const failure = failureOf(problem, ABOUT_NOTHING, trans);
    const whole = wholeOf(failure);
    const name = document.createElement('strong');
    name.textContent = titleOf(space);
    const paragraph = document.createElement('p');
    paragraph.append(name, `: ${whole}`);
    body.node.append(paragraph);
    if (!whole.includes(problem.text)) {
      // What exactly was answered, for whoever helps.
      const raw = document.createElement('p');
      raw.textContent = failure.raw;
      body.node.append(raw);
    }
  }
  await showDialog({
    title: trans.__('Why?'),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
}

/** What happened, why, and what one can do. */
export function wholeOf({ title, why, todo }: IFailure): string {
  return [`${title}.`, why, todo].filter(Boolean).join(' ');
}
