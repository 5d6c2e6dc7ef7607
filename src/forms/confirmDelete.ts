import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { ISpace, titleOf } from '../spaces/space';
import '../../style/content.css';

/**
 * Ask whether to delete a space, saying what goes. The answer counts only when its name is typed.
 *
 * @param live - whether an app runs in it
 */
export async function confirmDelete(
  space: ISpace,
  live: boolean,
  trans: TranslationBundle
): Promise<boolean> {
  const { name } = space;
  const body = new Widget();
  body.addClass('jp-Spaces-dialog');
  for (const line of losses(space, live, trans)) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    body.node.append(paragraph);
  }
  const label = document.createElement('label');
  label.textContent = trans.__('To delete it, type its name: %1', name);
  const input = document.createElement('input');
  input.className = 'jp-mod-styled jp-Spaces-typed';
  input.autocomplete = 'off';
  input.spellcheck = false;
  // JupyterLab's dialogs cannot be accepted while something in them is not valid.
  input.required = true;
  input.pattern = name; // letters, digits and hyphens only: nothing to escape
  label.append(input);
  body.node.append(label);
  const dialog = new Dialog({
    title: trans.__('Delete %1?', titleOf(space)),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Delete') })
    ],
    // Enter in the field accepts, or does nothing while the name is not right.
    defaultButton: 1,
    focusNodeSelector: 'input'
  });
  // A dialog looks at what is valid when something is typed: have it look before.
  void dialog.ready.then(() =>
    input.dispatchEvent(new Event('input', { bubbles: true }))
  );
  const result = await dialog.launch();
  return result.button.accept && input.value === name;
}

/** What goes for good, in the order of what hurts most. */
export function losses(
  space: ISpace,
  live: boolean,
  trans: TranslationBundle
): string[] {
  const lines = [
    space.volumeGb === null
      ? trans.__('Its settings go for good. Files on other file systems stay.')
      : trans.__(
          'Its EBS volume of %1 GB goes for good, with all files in the home directory. Nobody can bring them back.',
          space.volumeGb
        )
  ];
  if (space.sharing === 'Shared') {
    lines.push(trans.__('It is shared: everybody loses it.'));
  }
  if (live) {
    lines.push(
      trans.__('It is running: it is stopped first, and what runs in it ends.')
    );
  }
  return lines;
}
