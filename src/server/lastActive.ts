import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

/** Least time between two questions, ms: AWS's handler may hold up the whole server. */
const PACE_MS = 60_000;

/**
 * When a kernel or a terminal of this server was last used, as AWS's own extension
 * (jupyter-activity-monitor-extension, `api/idle`) tells it.
 */
export class LastActive {
  constructor(private _settings: ServerConnection.ISettings) {}

  /** Asked at most once a minute; null where there is no such extension, or it tells nothing. Never rejects. */
  read(): Promise<Date | null> {
    if (Date.now() - this._askedAt >= PACE_MS) {
      this._askedAt = Date.now();
      this._answer = this._ask();
    }
    return this._answer;
  }

  private async _ask(): Promise<Date | null> {
    const url = URLExt.join(this._settings.baseUrl, 'api/idle');
    try {
      const response = await ServerConnection.makeRequest(
        url,
        { method: 'GET' },
        this._settings
      );
      const { lastActiveTimestamp } = await response.json();
      const date = new Date(lastActiveTimestamp);
      return response.ok && !Number.isNaN(date.getTime()) ? date : null;
    } catch (error) {
      console.debug('When this space was last active is not known.', error);
      return null;
    }
  }

  private _askedAt = -Infinity;
  private _answer: Promise<Date | null> = Promise.resolve(null);
}
