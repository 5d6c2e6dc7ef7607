import { ServerConnection } from '@jupyterlab/services';
import type { SpaceSource } from '../aws/source';
import type { AccountSourceFactory } from './accountReads';

/** Where spaces are read from. */
export type ISource = Pick<SpaceSource, 'list' | 'describe' | 'read'>;

/** Makes the source for a domain. */
export type SourceFactory = (
  region: string,
  domainId: string
) => Promise<ISource>;

/** Makes sources over the gateway; the SDK comes as a chunk of its own, at the first use. */
export function gatewaySource(
  settings: ServerConnection.ISettings
): SourceFactory {
  return async (region, domainId) => {
    const { SpaceSource } = await import('../aws/source');
    return new SpaceSource(settings, region, domainId);
  };
}

/** Makes sources over the gateway; the SDK comes as a chunk of its own, at the first use. */
export function gatewayAccountSource(
  settings: ServerConnection.ISettings
): AccountSourceFactory {
  return async (region, domainId) => {
    const { AccountSource } = await import('../aws/account');
    return new AccountSource(settings, region, domainId);
  };
}
