/** What connects a room (y-websocket's WebsocketProvider, in all versions of jupyter-collaboration). */
export interface IProvider {
  readonly wsconnected: boolean;
  on(event: 'status', handler: StatusHandler): void;
  off(event: 'status', handler: StatusHandler): void;
}

type StatusHandler = (event: { readonly status: string }) => void;

/**
 * The provider that is the origin of a change of awareness; null where it has another.
 *
 * jupyter-collaboration gives nobody the provider of the global room, but each message comes with it.
 */
export function providerIn(origin: unknown): IProvider | null {
  return typeof origin === 'object' &&
    origin !== null &&
    'wsconnected' in origin &&
    'on' in origin
    ? (origin as IProvider)
    : null;
}
