import { Ownership, ownershipOf } from './ownership';
import type { Price } from './cost';
import { IApp, IProfileApp, ISpace, sameName } from './space';

/** A price, of an hour. */
export type PriceOf = (instanceType: string) => Price;

/** One app in service, and whose it is. */
export interface IRunningApp {
  readonly app: IApp;
  /** The space that it belongs to; null for an app of a user profile. */
  readonly space: ISpace | null;
  /** UserProfileName; null for a space without an owner. */
  readonly owner: string | null;
  readonly ownership: Ownership;
}

/** One instance that is billed, or an app that costs nothing, with the apps on it. */
export interface IRunningInstance {
  /** Newest last; more than one only in Studio Classic. */
  readonly apps: readonly IRunningApp[];
  /** AWS's name of it; null when it names none. */
  readonly instanceType: string | null;
  /** Since when the oldest of its apps runs; null when not known. */
  readonly since: Date | null;
  /** Of an hour; 0 is free. */
  readonly price: Price;
}

/** What all together cost. */
export interface ITotal {
  /** USD an hour of those of which the price is known. */
  readonly price: number;
  /** How many of which it is not known: the price is a lower bound then. */
  readonly unknown: number;
}

/** The most KernelGateway apps of one user that share an instance (AWS's documentation of Studio Classic). */
const MOST_KERNELS = 4;

const HOUR_MS = 3_600_000;

/** Every app in service: of spaces, and of user profiles. */
export function runningApps(
  spaces: readonly ISpace[],
  profileApps: readonly IProfileApp[],
  me: string | null
): readonly IRunningApp[] {
  const ofSpaces = spaces.flatMap(space =>
    space.apps.filter(isInService).map(app => ({
      app,
      space,
      owner: space.owner,
      ownership: ownershipOf(space, me)
    }))
  );
  const ofProfiles = profileApps.filter(isInService).map(app => ({
    app,
    space: null,
    owner: app.user,
    ownership: ownershipOfUser(app.user, me)
  }));
  return [...ofSpaces, ...ofProfiles];
}

/**
 * The instances behind the apps, the longest running first.
 *
 * One app is one instance, but in Studio Classic up to four KernelGateway apps of one user (or of one space) on the
 * same instance type share one, which is billed once.
 */
export function runningInstances(
  apps: readonly IRunningApp[],
  priceOf: PriceOf
): readonly IRunningInstance[] {
  const kernels = new Map<string, IRunningApp[]>();
  const instances: IRunningInstance[] = [];
  const byAge = [...apps].sort((a, b) => timeOf(a) - timeOf(b));
  for (const running of byAge) {
    if (running.app.type !== 'KernelGateway') {
      instances.push(instanceOf([running], priceOf));
      continue;
    }
    const place = running.space
      ? `space ${running.space.name}`
      : `user ${running.owner}`;
    const key = `${place} ${running.app.instanceType}`.toLowerCase();
    kernels.set(key, [...(kernels.get(key) ?? []), running]);
  }
  for (const together of kernels.values()) {
    for (let at = 0; at < together.length; at += MOST_KERNELS) {
      instances.push(
        instanceOf(together.slice(at, at + MOST_KERNELS), priceOf)
      );
    }
  }
  return instances.sort((a, b) => timeOf(a.apps[0]) - timeOf(b.apps[0]));
}

/** What an instance has cost so far. An estimate: billing begins when an app is ready. */
export function costSoFar(instance: IRunningInstance, now: number): Price {
  const { price, since } = instance;
  if (!price) {
    return price;
  }
  return since && (price * Math.max(0, now - since.getTime())) / HOUR_MS;
}

/** The price of all instances together. */
export function totalOf(instances: readonly IRunningInstance[]): ITotal {
  return {
    price: instances.reduce((sum, { price }) => sum + (price ?? 0), 0),
    unknown: instances.filter(({ price }) => price === null).length
  };
}

function instanceOf(
  apps: readonly IRunningApp[],
  priceOf: PriceOf
): IRunningInstance {
  const { app } = apps[0];
  return {
    apps,
    instanceType: app.instanceType,
    since: app.created,
    price: isFree(app)
      ? 0
      : app.instanceType === null
        ? null
        : priceOf(app.instanceType)
  };
}

/** The JupyterServer of Studio Classic costs nothing: it runs on AWS's own instance. */
function isFree(app: IApp): boolean {
  return (
    app.type === 'JupyterServer' &&
    (app.instanceType === null || app.instanceType === 'system')
  );
}

function isInService(app: IApp): boolean {
  return app.status === 'InService';
}

function ownershipOfUser(user: string, me: string | null): Ownership {
  if (me === null) {
    return 'unknown';
  }
  return sameName(user, me) ? 'yours' : 'others';
}

/** Those of which the age is not known come last. */
function timeOf({ app }: IRunningApp): number {
  return app.created?.getTime() ?? Infinity;
}
