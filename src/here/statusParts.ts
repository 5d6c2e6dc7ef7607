import type { TranslationBundle } from '@jupyterlab/translation';
import type { IInstance } from '../spaces/instances';
import { formatHourly, formatInstanceSize } from '../ui/statusFormat';

/** A part of the status item; the later ones go where the window is narrow. */
export interface IStatusPart {
  readonly kind: 'place' | 'instance' | 'size' | 'price';
  readonly text: string;
}

/**
 * What the status item says before the time: `churn-team`, `ml.g5.xlarge`, `4 vCPU · 16 GiB`, `$1.41/h`. What is not
 * known is left out.
 *
 * @param place - the space, or what stands for it
 * @param instanceType - null while it is not known
 */
export function statusParts(
  place: string,
  instanceType: string | null,
  instance: IInstance | null | undefined,
  price: number | null | undefined,
  trans: TranslationBundle
): readonly IStatusPart[] {
  const parts: IStatusPart[] = [{ kind: 'place', text: place }];
  if (instanceType) {
    parts.push({ kind: 'instance', text: instanceType });
  }
  if (instance) {
    parts.push({ kind: 'size', text: formatInstanceSize(instance, trans) });
  }
  if (price) {
    parts.push({ kind: 'price', text: formatHourly(price, trans) });
  }
  return parts;
}
