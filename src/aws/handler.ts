import { ServerConnection } from '@jupyterlab/services';
import type { HttpRequest, HttpResponse } from '@smithy/types';
import { ProblemError } from '../server/problem';
import { problemOfResponse, send } from '../server/request';

/** The answer's status as AWS gave it; the HTTP status itself is 200, so that a refusal is no red line in the console. */
export const STATUS_HEADER = 'X-Spaces-Status';

/** Headers of the SDK's request that the gateway reads. */
const SENT = ['content-type', 'x-amz-target'];

/**
 * The SDK's way to AWS: every call is a POST to the gateway in the Jupyter server, which signs it.
 *
 * Credentials never reach the browser.
 */
export class GatewayHandler {
  constructor(private _settings: ServerConnection.ISettings) {}

  /** Send one call. Throws ProblemError when the gateway itself cannot be asked. */
  async handle(
    request: HttpRequest,
    options: { abortSignal?: unknown } = {}
  ): Promise<{ response: HttpResponse }> {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) {
      if (SENT.includes(name.toLowerCase())) {
        headers[name] = value;
      }
    }
    const target = headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '';
    const tried = target.split('.').pop() ?? '';
    const response = await send(
      'aws',
      {
        method: 'POST',
        headers,
        body: request.body,
        signal: options.abortSignal as AbortSignal | undefined
      },
      this._settings,
      tried
    );
    const status = Number(response.headers.get(STATUS_HEADER));
    if (!response.ok || !status) {
      throw new ProblemError(await problemOfResponse(response, tried));
    }
    return {
      response: {
        statusCode: status,
        headers: Object.fromEntries(response.headers.entries()),
        body: new Uint8Array(await response.arrayBuffer())
      }
    };
  }

  /** Part of the SDK's handler interface: there is nothing to configure. */
  updateHttpClientConfig(): void {
    return;
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
