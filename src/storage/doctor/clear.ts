import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { ABOUT_NOTHING, failureOf } from '../../jobs/failures';
import { problemOf } from '../../server/problem';
import { formatBytes } from '../../ui/bytes';
import { fitting } from '../../ui/fitting';
import { politely } from '../../ui/politely';
import { ICleared, IHog } from './usage';
import { filesWord } from './words';

/** Clears, or only says what that would free; see {@link UsageModel.clear}. */
export type Clear = (
  hogs: readonly string[],
  dryRun: boolean
) => Promise<ICleared>;

/**
 * Clear a known cache: first look what would go, then ask, then do it and tell what it freed.
 *
 * @returns whether something was cleared
 */
export async function clearHog(
  hog: IHog,
  clear: Clear,
  trans: TranslationBundle
): Promise<boolean> {
  try {
    const dry = await clear([hog.id], true);
    if (!(await confirmClear(hog, dry, trans))) {
      return false;
    }
    tellCleared(hog, await clear([hog.id], false), trans);
    return true;
  } catch (error) {
    const { title, why } = failureOf(
      problemOf(error, 'usage/clear'),
      ABOUT_NOTHING,
      trans
    );
    const words = trans.__('%1 cannot be cleared', hog.name);
    const whole = [`${words}: ${title}.`, why].filter(Boolean).join(' ');
    Notification.error(fitting(whole, `${words}: ${title}.`, words), {
      autoClose: 15_000
    });
    return false;
  }
}

async function confirmClear(
  hog: IHog,
  dry: ICleared,
  trans: TranslationBundle
): Promise<boolean> {
  const body = new Widget();
  body.addClass('jp-Spaces-dialog');
  for (const line of clearWords(hog, dry, trans)) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    body.node.append(paragraph);
  }
  const from = document.createElement('p');
  from.textContent = trans.__('They are in:');
  const paths = document.createElement('ul');
  paths.className = 'jp-Spaces-paths';
  for (const path of hog.paths) {
    const item = document.createElement('li');
    item.textContent = path;
    paths.append(item);
  }
  body.node.append(from, paths);
  const result = await showDialog({
    title: trans.__('Clear %1?', hog.name),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Clear') })
    ],
    defaultButton: 0
  });
  return result.button.accept;
}

/** What goes, how much that is, and that it is final. */
export function clearWords(
  hog: IHog,
  dry: ICleared,
  trans: TranslationBundle
): string[] {
  const { bytes, files, error } = sumOf(dry);
  return [
    trans.__(
      '%1 in %2 will be gone for good: nobody can bring them back.',
      formatBytes(bytes),
      filesWord(files, trans)
    ),
    hog.why,
    ...(error ? [trans.__('Not all can be cleared. %1', error)] : [])
  ];
}

function tellCleared(
  hog: IHog,
  done: ICleared,
  trans: TranslationBundle
): void {
  const { bytes, error } = sumOf(done);
  const freed = trans.__('%1: %2 freed.', hog.name, formatBytes(bytes));
  if (error) {
    const rest = trans.__('Not all could be cleared.');
    const whole = `${freed} ${rest} ${error}`;
    Notification.warning(fitting(whole, `${freed} ${rest}`), {
      autoClose: false
    });
  } else {
    politely(Notification.success(freed, { autoClose: 10_000 }));
  }
}

function sumOf({ cleared }: ICleared) {
  return {
    bytes: cleared.reduce((sum, one) => sum + one.bytes, 0),
    files: cleared.reduce((sum, one) => sum + one.files, 0),
    error: cleared.find(one => one.error)?.error ?? null
  };
}
