import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { instanceTypeOf, ISpace, sameName, titleOf } from '../spaces/space';
import '../../style/content.css';

/**
 * Ask which of one's running spaces to stop: all are ticked, but not the one that one is in.
 *
 * @returns those that stay ticked, in the given order; none when it was cancelled
 */
export async function confirmStopAll(
  spaces: readonly ISpace[],
  here: string | null,
  trans: TranslationBundle
): Promise<readonly ISpace[]> {
  const body = new StopAllBody(spaces, here, trans);
  const result = await showDialog({
    title: trans.__('Stop your spaces?'),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Stop') })
    ],
    defaultButton: 0,
    focusNodeSelector: 'input'
  });
  return result.button.accept ? (result.value ?? []) : [];
}

/** A tick for each space, and what a stop does. */
class StopAllBody
  extends Widget
  implements Dialog.IBodyWidget<readonly ISpace[]>
{
  constructor(
    private _spaces: readonly ISpace[],
    here: string | null,
    trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-Spaces-dialog');
    const list = document.createElement('ul');
    list.className = 'jp-Spaces-ticks';
    for (const space of _spaces) {
      const isThis = sameName(space.name, here);
      const tick = document.createElement('input');
      tick.type = 'checkbox';
      tick.checked = !isThis;
      const label = document.createElement('label');
      const text = document.createElement('span');
      text.textContent = [
        titleOf(space),
        instanceTypeOf(space),
        isThis ? trans.__('you are in it: this page ceases to work') : null
      ]
        .filter(Boolean)
        .join(' · ');
      label.append(tick, text);
      const item = document.createElement('li');
      item.append(label);
      list.append(item);
      this._ticks.push(tick);
    }
    const paragraph = document.createElement('p');
    paragraph.textContent = trans.__(
      'Kernels and terminals in them end; what they hold in memory, and packages installed outside the home directory, are lost. Files in the home directories stay.'
    );
    this.node.append(list, paragraph);
  }

  getValue(): readonly ISpace[] {
    return this._spaces.filter((_, index) => this._ticks[index].checked);
  }

  private _ticks: HTMLInputElement[] = [];
}
