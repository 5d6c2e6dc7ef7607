import type { TranslationBundle } from '@jupyterlab/translation';
import type { BilledKind } from '../spaces/billed';
import { formatDuration } from '../ui/format';
import type { IRunning } from './cells';
import type { IKernel, ITerminal } from './server';

/** `train.ipynb, cell 7, for 12 min`: what a busy kernel is at. `running`: what this page knows of it. */
export function kernelWords(
  kernel: IKernel,
  running: IRunning | undefined,
  now: number,
  trans: TranslationBundle
): string {
  const since = running?.at.since ?? null;
  const parts = [
    kernel.path ?? trans.__('%1 without a document', kernel.name),
    running && trans.__('cell %1', running.at.cell),
    running && running.cells.length > 1
      ? trans._n('%1 cell more', '%1 cells more', running.cells.length - 1)
      : null,
    since !== null
      ? trans.__('for %1', formatDuration(now - since, trans))
      : trans.__(
          'last output %1 ago',
          formatDuration(Math.max(0, now - Date.parse(kernel.active)), trans)
        ),
    running?.asks ? trans.__('waits for your input') : null
  ];
  return parts.filter(Boolean).join(', ');
}

/** Why what a kernel puts out would be lost once this page is closed; null where it is kept. */
export function unrecordedWords(
  kernel: IKernel,
  trans: TranslationBundle
): string | null {
  if (!kernel.recordable) {
    return trans.__(
      'It runs behind a gateway: what it puts out is kept only while this page is open.'
    );
  }
  return kernel.path?.endsWith('.ipynb')
    ? null
    : trans.__('It has no notebook: what it puts out is not kept.');
}

/** `Terminal 1: python train.py, for 12 min` */
export function terminalWords(
  terminal: ITerminal,
  now: number,
  trans: TranslationBundle
): string {
  const since = terminal.since === null ? NaN : Date.parse(terminal.since);
  const parts = [
    trans.__('Terminal %1: %2', terminal.name, terminal.command ?? ''),
    Number.isNaN(since)
      ? null
      : trans.__('for %1', formatDuration(Math.max(0, now - since), trans))
  ];
  return parts.filter(Boolean).join(', ');
}

/** Names of several things of a kind. */
export function billedWord(
  kind: BilledKind,
  count: number,
  more: boolean,
  trans: TranslationBundle
): string {
  const number = more ? `${count}+` : String(count);
  switch (kind) {
    case 'endpoint':
      return trans._n('%2 endpoint', '%2 endpoints', count, number);
    case 'notebook-instance':
      return trans._n(
        '%2 notebook instance',
        '%2 notebook instances',
        count,
        number
      );
    case 'training-job':
      return trans._n('%2 training job', '%2 training jobs', count, number);
    case 'processing-job':
      return trans._n('%2 processing job', '%2 processing jobs', count, number);
    case 'transform-job':
      return trans._n('%2 transform job', '%2 transform jobs', count, number);
  }
}

/** `12 h`, `3 days` */
export function limitWord(minutes: number, trans: TranslationBundle): string {
  const hours = minutes / 60;
  return hours > 24 && hours % 24 === 0
    ? trans.__('%1 days', hours / 24)
    : trans._n('%1 hour', '%1 hours', hours);
}
