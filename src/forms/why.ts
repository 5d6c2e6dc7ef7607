import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { ABOUT_NOTHING, failureOf } from '../jobs/failures';
import type { IProblem } from '../server/problem';
import { ISpace, titleOf } from '../spaces/space';

/** A space, and why something could not be done to it. */
export interface IFailed {
  readonly space: ISpace;
  readonly problem: IProblem;
}

/** The action of a notification that tells the whole of why: JupyterLab cuts the notification itself at 140 characters. */
export function whyAction(
  failed: readonly IFailed[],
  trans: TranslationBundle
): Notification.IAction {
  return {
    label: trans.__('Why?'),
    callback: () => void showWhy(failed, trans)
  };
}

async function showWhy(
  failed: readonly IFailed[],
  trans: TranslationBundle
): Promise<void> {
  const body = new Widget();
  body.addClass('jp-Spaces-dialog');
  for (const { space, problem } of failed) {
    const { title, why, todo } = failureOf(problem, ABOUT_NOTHING, trans);
    const name = document.createElement('strong');
    name.textContent = titleOf(space);
    const paragraph = document.createElement('p');
    paragraph.append(
      name,
      `: ${[`${title}.`, why, todo].filter(Boolean).join(' ')}`
    );
    body.node.append(paragraph);
  }
  await showDialog({
    title: trans.__('Why?'),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
}
