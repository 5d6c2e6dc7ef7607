import type { TranslationBundle } from '@jupyterlab/translation';
import type { IChoices } from '../jobs/request';
import type { ISpace } from '../spaces/space';
import { formatHourly, formatImage, formatMonthly } from '../ui/format';
import { imageOfSettings, instanceOfSettings } from './draft';
import type { IPreflight, IPriceChange } from './preflight';

/** Kernels and terminals that run in the space that one is in. */
export interface IRunning {
  readonly kernels: number;
  readonly terminals: number;
}

/** What changes: `[what, from, to]`. */
export function changeWords(
  space: ISpace,
  changes: IChoices,
  trans: TranslationBundle
): readonly (readonly [string, string, string])[] {
  const unknown = trans.__('not known');
  const { details } = space;
  const none = trans.__('none');
  const lines: [string, string, string][] = [];
  if (changes.display_name !== undefined) {
    lines.push([
      trans.__('Display name'),
      space.displayName ?? none,
      changes.display_name === space.name ? none : changes.display_name
    ]);
  }
  if (changes.instance_type !== undefined) {
    lines.push([
      trans.__('Instance'),
      instanceOfSettings(space) ?? unknown,
      changes.instance_type
    ]);
  }
  if (changes.image) {
    const { image_arn, version_alias, version_arn } = changes.image;
    const before = imageOfSettings(space);
    const after = {
      arn: image_arn,
      name: image_arn.split('/').pop() ?? image_arn,
      version:
        version_alias ?? version_arn?.split('/').pop() ?? trans.__('(newest)')
    };
    lines.push([
      trans.__('Image'),
      before ? formatImage(before, trans) : unknown,
      formatImage(after, trans)
    ]);
  }
  if (changes.volume_gb !== undefined) {
    lines.push([
      trans.__('Volume'),
      space.volumeGb === null ? unknown : trans.__('%1 GB', space.volumeGb),
      trans.__('%1 GB', changes.volume_gb)
    ]);
  }
  if (changes.idle_minutes !== undefined) {
    lines.push([
      trans.__('Idle stop'),
      details?.idleMinutes
        ? trans.__('after %1 min', details.idleMinutes)
        : trans.__('the domain’s default'),
      trans.__('after %1 min', changes.idle_minutes)
    ]);
  }
  if (changes.lifecycle_config_arn !== undefined) {
    const name = (arn: string | null) => arn?.split('/').pop() ?? none;
    lines.push([
      trans.__('Lifecycle script'),
      name(details?.lifecycleConfigArn ?? null),
      name(changes.lifecycle_config_arn)
    ]);
  }
  return lines;
}

/** What a change does to what runs, in the order of what hurts most. */
export function interruptionWords(
  preflight: IPreflight,
  space: ISpace,
  running: IRunning | null,
  trans: TranslationBundle
): readonly string[] {
  const lines: string[] = [];
  if (preflight.interruption === 'stop-here') {
    lines.push(
      trans.__(
        'You are in this space: it is changed, then stopped, and this page ceases to work. Save your documents first. Run it again from another space, or from Studio.'
      ),
      trans.__(
        'AWS may refuse to change it while it runs. Then it goes on running as it is; change it from another space, or in Studio once it is stopped.'
      )
    );
  }
  if (preflight.interruption === 'restart') {
    lines.push(
      trans.__('It is stopped for this, and run again: that takes minutes.')
    );
  }
  if (preflight.interruption !== 'none') {
    if (space.sharing === 'Shared') {
      lines.push(
        trans.__('It is shared: everybody who works in it is cut off.')
      );
    }
    lines.push(lossWords(running, trans));
  }
  if (preflight.grows) {
    lines.push(
      trans.__(
        'A volume never shrinks again, and AWS may refuse to change its size once more for 6 hours.'
      )
    );
  }
  return lines;
}

/** What ends with the app. */
function lossWords(running: IRunning | null, trans: TranslationBundle): string {
  if (running === null) {
    return trans.__(
      'Lost: whatever runs in it with what it holds in memory, and packages installed outside the home directory.'
    );
  }
  const { kernels, terminals } = running;
  if (kernels + terminals === 0) {
    return trans.__(
      'No kernel and no terminal runs. Lost: packages installed outside the home directory.'
    );
  }
  return trans.__(
    'Lost: %1, %2 with what they hold in memory, and packages installed outside the home directory.',
    trans._n('%1 kernel', '%1 kernels', kernels),
    trans._n('%1 terminal', '%1 terminals', terminals)
  );
}

/** Prices before and after: `[what, price]`. */
export function priceWords(
  preflight: IPreflight,
  trans: TranslationBundle
): readonly (readonly [string, string])[] {
  const { hour, month } = preflight;
  const lines: [string, string][] = [];
  if (hour) {
    lines.push([
      trans.__('Instance price'),
      comparison(hour, usd => formatHourly(usd, trans), trans)
    ]);
  }
  if (month) {
    lines.push([
      trans.__('Volume price'),
      comparison(month, usd => formatMonthly(usd, trans), trans)
    ]);
  }
  return lines;
}

/** `$0.115/h → $0.23/h (+$0.115/h)`; without the difference where one of the two is not known. */
function comparison(
  price: IPriceChange,
  format: (usd: number | null) => string,
  trans: TranslationBundle
): string {
  const { from, to } = price;
  const both = `${format(from)} → ${format(to)}`;
  if (from === null || to === null) {
    return both;
  }
  const sign = to < from ? '−' : '+';
  return trans.__('%1 (%2)', both, sign + format(Math.abs(to - from)));
}
