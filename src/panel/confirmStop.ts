import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { titleOf } from '../spaces/space';
import { IRow } from '../spaces/row';

/** Ask whether to stop a space, saying what ends and what stays. */
export async function confirmStop(
  row: IRow,
  trans: TranslationBundle
): Promise<boolean> {
  const body = new Widget();
  for (const line of consequences(row, trans)) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    body.node.append(paragraph);
  }
  body.addClass('jp-Spaces-dialog');
  const result = await showDialog({
    title: trans.__('Stop %1?', titleOf(row.space)),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Stop') })
    ],
    defaultButton: 0
  });
  return result.button.accept;
}

/** What a stop does, in the order of what hurts most. */
export function consequences(row: IRow, trans: TranslationBundle): string[] {
  const { space, isThis } = row;
  const lines: string[] = [];
  if (isThis) {
    lines.push(
      trans.__(
        'You are in this space: this page ceases to work. Save your documents first.'
      )
    );
  }
  if (space.sharing === 'Shared') {
    lines.push(trans.__('It is shared: everybody who works in it is cut off.'));
  }
  lines.push(
    trans.__(
      'Kernels and terminals end; what they hold in memory, and packages installed outside the home directory, are lost.'
    ),
    space.volumeGb === null
      ? trans.__('Files in the home directory stay.')
      : trans.__(
          'Files in the home directory stay on the EBS volume of %1 GB.',
          space.volumeGb
        )
  );
  return lines;
}
