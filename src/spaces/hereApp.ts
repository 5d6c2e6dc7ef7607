import { IHereApp, instanceTypeOf, ISpace, mainApp } from './space';

/** The app that one is in, by the list's record of its space where there is one, else by the glance at it. */
export function hereAppOf(
  space: ISpace | null,
  glance: IHereApp | null
): IHereApp {
  return {
    instanceType:
      (space && instanceTypeOf(space)) ?? glance?.instanceType ?? null,
    since: (space && mainApp(space)?.created) ?? glance?.since ?? null,
    recoveryMode: glance?.recoveryMode ?? false
  };
}
