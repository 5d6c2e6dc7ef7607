import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { IProblem, ProblemError, ProblemKind } from './problem';

/** Where the server part lives, below the base URL. */
export const NAMESPACE = 'sagemaker-spaces';

/** Error types of the server part that have a kind of their own. */
const KINDS: Readonly<Record<string, ProblemKind>> = {
  SpacesNoCredentials: 'no-credentials',
  SpacesNoRegion: 'no-region',
  SpacesNoDomain: 'no-domain',
  SpacesEndpointUnreachable: 'endpoint-unreachable',
  SpacesTimedOut: 'timed-out',
  SpacesNotAllowed: 'not-allowed',
  SpacesBadRequest: 'not-allowed',
  SpacesBodyTooLarge: 'not-allowed',
  SpacesJobConflict: 'conflict',
  SpacesCannotOpen: 'cannot-open',
  AccessDeniedException: 'access-denied',
  AccessDenied: 'access-denied',
  UnauthorizedOperation: 'access-denied',
  ExpiredTokenException: 'credentials-expired',
  ExpiredToken: 'credentials-expired',
  UnrecognizedClientException: 'credentials-invalid',
  InvalidClientTokenId: 'credentials-invalid',
  IncompleteSignatureException: 'credentials-invalid',
  InvalidSignatureException: 'credentials-invalid',
  MissingAuthenticationTokenException: 'credentials-invalid',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled'
};

/** The kind of an error by its type name, from the server part or from AWS. */
export function kindOfType(type: string): ProblemKind {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : 'aws';
}

/** The problem that a failed answer of the Jupyter server stands for. */
export async function problemOfResponse(
  response: Response,
  tried: string
): Promise<IProblem> {
  const body = await response.text();
  const ours = parseError(body);
  if (ours) {
    return {
      kind: kindOfType(ours.type),
      tried,
      type: ours.type,
      text: ours.message
    };
  }
  if (response.status === 404) {
    return { kind: 'server-missing', tried, text: '' };
  }
  if (response.status === 401 || response.status === 403) {
    return { kind: 'server-refused', tried, text: response.statusText };
  }
  const text = `HTTP ${response.status} ${response.statusText}`.trim();
  const gateway = response.status >= 502 && response.status <= 504;
  return { kind: gateway ? 'server-unreachable' : 'bad-answer', tried, text };
}

function parseError(body: string): { type: string; message: string } | null {
  try {
    const value = JSON.parse(body);
    const type = value?.type ?? value?.__type;
    return typeof type === 'string'
      ? { type, message: String(value.message ?? '') }
      : null;
  } catch {
    return null;
  }
}

/**
 * Ask the server part and return its JSON answer.
 *
 * @param path - below `sagemaker-spaces/`, e.g. `jobs`
 * @param init - `fetch` options; a POST carries JSON text
 * @param settings - the server's settings
 * @param tried - what is tried, for the error
 * @throws ProblemError
 */
export async function requestServer<T>(
  path: string,
  init: RequestInit,
  settings: ServerConnection.ISettings,
  tried: string
): Promise<T> {
  const response = await send(path, init, settings, tried);
  if (!response.ok) {
    throw new ProblemError(await problemOfResponse(response, tried));
  }
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw new ProblemError({
      kind: 'bad-answer',
      tried,
      text: error instanceof Error ? error.message : String(error)
    });
  }
}

/** Send to the server part; a server that does not answer is a ProblemError, any answer is returned. */
export async function send(
  path: string,
  init: RequestInit,
  settings: ServerConnection.ISettings,
  tried: string
): Promise<Response> {
  const url = URLExt.join(settings.baseUrl, NAMESPACE, path);
  try {
    return await ServerConnection.makeRequest(url, init, settings);
  } catch (error) {
    if (error instanceof ServerConnection.NetworkError) {
      throw new ProblemError({
        kind: 'server-unreachable',
        tried,
        text: error.message
      });
    }
    throw error;
  }
}
