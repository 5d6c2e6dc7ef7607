import { ServerConnection } from '@jupyterlab/services';

/** What a request to the fake server asked. */
export interface IAsked {
  readonly method: string;
  /** Below the base URL. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: any;
}

/** An answer: a status, headers and a body; text goes as it is, anything else as JSON. */
export interface IAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** Newer Node.js refuses the AbortSignal of the test's page; nothing here is aborted. */
class SignalFreeRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, { ...init, signal: null });
  }
}

/** A Jupyter server that answers by a function; a function that throws is a server that is not there. */
export function fakeServer(
  answer: (asked: IAsked) => IAnswer | Promise<IAnswer>
): {
  settings: ServerConnection.ISettings;
  asked: IAsked[];
} {
  const asked: IAsked[] = [];
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://jupyter.test/jupyterlab/default/',
    appendToken: false,
    Request: SignalFreeRequest,
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = input as Request;
      const text = String(init?.body ?? (await request.text?.()) ?? '');
      const one: IAsked = {
        method: request.method,
        path: new URL(request.url).pathname.replace('/jupyterlab/default/', ''),
        headers: request.headers,
        body: text ? JSON.parse(text) : null
      };
      asked.push(one);
      const { status = 200, headers = {}, body = {} } = await answer(one);
      const content = typeof body === 'string' ? body : JSON.stringify(body);
      const bytes = Uint8Array.from(new TextEncoder().encode(content));
      return {
        ok: status < 300,
        status,
        statusText: '',
        headers: new Headers(headers),
        text: async () => content,
        json: async () => JSON.parse(content),
        arrayBuffer: async () => bytes.buffer
      } as unknown as Response;
    }
  });
  return { settings, asked };
}
