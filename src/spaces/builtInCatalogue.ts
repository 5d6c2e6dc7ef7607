import address from './instanceCatalogue.json?address';
import { ICatalogue } from './catalogue';

/** The catalogue that comes with the extension: data, not a script, since nothing of it is to be run. Rejects when it cannot be had. */
export async function builtInCatalogue(): Promise<ICatalogue> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`HTTP ${response.status} for ${address}`);
  }
  return (await response.json()) as ICatalogue;
}
