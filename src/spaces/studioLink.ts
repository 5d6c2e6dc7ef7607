import type { IDomainSettings } from '../spaces/domainSettings';
import type { ISpace } from '../spaces/space';

/**
 * The address at which Studio shows the space, else that of the domain's Studio; Studio asks who one is. Null where
 * AWS gives none that a browser may be sent to.
 */
export function studioLink(
  space: ISpace | null,
  domain: IDomainSettings | null
): string | null {
  return (
    [space?.details?.url, domain?.url].find(url => !!url && isTrusted(url)) ??
    null
  );
}

/** HTTPS; or this machine, where the local domain is. */
function isTrusted(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false; // no address at all
  }
  const { protocol, hostname } = url;
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(127\.0\.0\.1|(.+\.)?localhost)$/.test(hostname))
  );
}
