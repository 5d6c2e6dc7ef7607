import { IHereApp, instanceTypeOf, ISpace, mainApp } from './space';

/** The app that one is in, by the list's record of its space and by the glance at it; null when neither tells. */
export function withApp(
  space: ISpace,
  glance: IHereApp | null
): IHereApp | null {
  const app = mainApp(space);
  const instanceType = instanceTypeOf(space) ?? glance?.instanceType ?? null;
  if (app === null && glance === null && instanceType === null) {
    return null;
  }
  return {
    instanceType,
    since:
      app === null
        ? (glance?.since ?? null)
        : app.status === 'InService'
          ? app.created
          : null,
    recoveryMode: glance?.recoveryMode ?? false
  };
}
