import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ServerConnection } from '@jupyterlab/services';
import { ProblemError } from '../server/problem';
import { problemOfSdkError } from './errors';
import { GatewayHandler } from './handler';

/** More pages than any domain has: a service that repeats its NextToken for ever must not be followed for ever. */
const MOST_PAGES = 1000;

/**
 * The SDK's client, whose calls go to the gateway in the Jupyter server.
 *
 * @param settings - where the Jupyter server is
 * @param region - for the SDK's form only; the server decides where a call goes
 */
export function gatewayClient(
  settings: ServerConnection.ISettings,
  region: string
): SageMakerClient {
  return new SageMakerClient({
    region,
    endpoint: 'https://gateway.invalid',
    // The server signs; these satisfy the SDK and go nowhere.
    credentials: { accessKeyId: '-', secretAccessKey: '-' },
    signer: { sign: async request => request },
    requestHandler: new GatewayHandler(settings)
  });
}

/** The answer of one call. Throws ProblemError. */
export async function callAws<T>(
  tried: string,
  call: () => Promise<T>
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new ProblemError(problemOfSdkError(error, tried));
  }
}

/**
 * All items of a list that comes in pages. Throws ProblemError.
 *
 * @param onPage - called with what is known after each page but the last
 */
export async function allPages<T>(
  tried: string,
  load: (token?: string) => Promise<{ items: T[]; next?: string }>,
  onPage?: (known: T[]) => Promise<void>
): Promise<T[]> {
  const known: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await callAws(tried, () => load(token));
    known.push(...answer.items);
    token = answer.next;
    if (!token) {
      return known;
    }
    if (seen.has(token)) {
      break;
    }
    seen.add(token);
    await onPage?.(known);
  }
  throw new ProblemError({
    kind: 'bad-answer',
    tried,
    text: 'The list has no end: the same NextToken came twice.'
  });
}
