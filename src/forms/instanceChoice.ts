import type { Price } from '../spaces/cost';
import { IInstance } from '../spaces/instances';

/** An instance type to choose from. */
export interface IInstanceChoice extends IInstance {
  /** Name of the type, e.g. `ml.g5.xlarge`. */
  readonly type: string;
  /** Of an hour. */
  readonly price: Price;
}

export type SortKey =
  'type' | 'vcpu' | 'memory' | 'gpu' | 'gpuMemory' | 'price';

/** Which choices are shown, and in which order. */
export interface IInstanceView {
  /** Words; each must be in the type's name or in its GPU's model. */
  readonly query: string;
  readonly gpuOnly: boolean;
  readonly fastLaunchOnly: boolean;
  /** Only those that {@link largerThan} this type; null for all. */
  readonly like: string | null;
  readonly sortBy: SortKey;
  readonly descending: boolean;
}

/** The choices that a view shows, in its order. */
export function viewChoices(
  choices: readonly IInstanceChoice[],
  view: IInstanceView
): IInstanceChoice[] {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const from = view.like === null ? choices : largerThan(choices, view.like);
  return from
    .filter(choice => {
      const text = `${choice.type} ${choice.gpu?.model ?? ''}`.toLowerCase();
      return (
        words.every(word => text.includes(word)) &&
        (!view.gpuOnly || choice.gpu !== null) &&
        (!view.fastLaunchOnly || choice.fastLaunch)
      );
    })
    .sort((a, b) => compare(a, b, view));
}

/**
 * Like that type, but larger: the larger sizes of its family; where it is the family's largest, the larger types
 * of all families.
 *
 * Larger is what has more of vCPU, memory or GPUs, and less of none of them, nor of memory of each GPU.
 */
export function largerThan(
  choices: readonly IInstanceChoice[],
  type: string
): IInstanceChoice[] {
  const mine = choices.find(choice => choice.type === type);
  if (!mine) {
    return [];
  }
  const larger = choices.filter(choice => isLarger(choice, mine));
  const sizes = larger.filter(choice => family(choice) === family(mine));
  return sizes.length > 0 ? sizes : larger;
}

function isLarger(a: IInstance, b: IInstance): boolean {
  const pairs = [
    [a.vcpu, b.vcpu],
    [a.memoryGiB, b.memoryGiB],
    [a.gpu?.count ?? 0, b.gpu?.count ?? 0]
  ];
  return (
    (a.gpu?.memoryGiB ?? 0) >= (b.gpu?.memoryGiB ?? 0) &&
    pairs.every(([mine, other]) => mine >= other) &&
    pairs.some(([mine, other]) => mine > other)
  );
}

/** `g5` of `ml.g5.xlarge`. */
function family(choice: IInstanceChoice): string {
  return choice.type.split('.')[1] ?? '';
}

/** What is sorted by, largest last; null where a type has none, or it is not known. */
const VALUES: Record<
  Exclude<SortKey, 'type'>,
  (choice: IInstanceChoice) => number | string | null
> = {
  vcpu: choice => choice.vcpu,
  memory: choice => choice.memoryGiB,
  gpu: choice => choice.gpu?.model ?? null,
  gpuMemory: choice => choice.gpu?.memoryGiB ?? null,
  price: choice => choice.price ?? null
};

/** Order of two choices: without a value last in either direction, equal ones by type. */
function compare(
  a: IInstanceChoice,
  b: IInstanceChoice,
  view: IInstanceView
): number {
  const sign = view.descending ? -1 : 1;
  if (view.sortBy === 'type') {
    return sign * compareTypes(a, b);
  }
  const value = VALUES[view.sortBy];
  const [left, right] = [value(a), value(b)];
  if (left === null || right === null) {
    return Number(left === null) - Number(right === null) || compareTypes(a, b);
  }
  const order =
    typeof left === 'string'
      ? left.localeCompare(String(right))
      : left - Number(right);
  return sign * order || compareTypes(a, b);
}

/** Families by name, within a family by size. */
function compareTypes(a: IInstanceChoice, b: IInstanceChoice): number {
  return (
    family(a).localeCompare(family(b), undefined, { numeric: true }) ||
    a.vcpu - b.vcpu ||
    a.memoryGiB - b.memoryGiB ||
    a.type.localeCompare(b.type)
  );
}
