import { IMount } from './mounts';

/** How full a file system is, in steps that are told. */
export type Level = 'none' | 'high' | 'full';

/** From which share on (0 to 1) a level begins; the highest first. */
const FROM: readonly (readonly [Level, number])[] = [
  ['full', 0.95],
  ['high', 0.9]
];

const ORDER: readonly Level[] = ['none', 'high', 'full'];

/** A level that was told stands until so much less is in use: what comes and goes at its border is one warning. */
const MARGIN = 0.02;

/** How full a file system is. */
export interface IPressure {
  readonly level: Level;
  /** What is scarcest. */
  readonly of: 'bytes' | 'inodes';
  /** Of that, the share in use, 0 to 1. */
  readonly share: number;
}

const NONE: IPressure = { level: 'none', of: 'bytes', share: 0 };

/**
 * Share of the bytes that are in use, 0 to 1, as `df` tells it: what is set aside for root counts on neither side.
 * Null where it is not known.
 */
export function usedShare(mount: IMount): number | null {
  const { used, free } = mount;
  return used === null || free === null || used + free === 0
    ? null
    : used / (used + free);
}

/** How full a file system is, by bytes or by inodes, whichever is scarcer. */
export function pressureOf(mount: IMount): IPressure {
  const bytes = usedShare(mount);
  const { inodes } = mount;
  // Some file systems make inodes as they need them, and count none.
  const files = inodes && inodes.size > 0 ? inodes.used / inodes.size : null;
  if (bytes === null && files === null) {
    return NONE;
  }
  const of = (files ?? 0) > (bytes ?? 0) ? 'inodes' : 'bytes';
  const share = Math.max(files ?? 0, bytes ?? 0);
  const level = FROM.find(([, from]) => share >= from)?.[0] ?? 'none';
  return { level, of, share };
}

/** Which level was told last; `boot`: in which start of the server. */
export interface ITold {
  readonly boot: string;
  readonly level: Level;
}

/**
 * Whether a level is to be told now, and what is then to be remembered: each level is told once until it falls well
 * below again. Another start of the server begins anew.
 */
export function afterLook(
  told: ITold | null,
  pressure: Pick<IPressure, 'level' | 'share'>,
  boot: string
): { readonly tell: boolean; readonly told: ITold } {
  const before = told?.boot === boot ? told.level : 'none';
  const isAtBorder = pressure.share >= beginOf(before) - MARGIN;
  const level =
    isAtBorder && ORDER.indexOf(pressure.level) < ORDER.indexOf(before)
      ? before
      : pressure.level;
  return {
    tell: ORDER.indexOf(level) > ORDER.indexOf(before),
    told: { boot, level }
  };
}

function beginOf(level: Level): number {
  return FROM.find(([one]) => one === level)?.[1] ?? 0;
}
