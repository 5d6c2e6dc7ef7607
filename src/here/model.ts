import { ServerConnection } from '@jupyterlab/services';
import { ISignal, Signal } from '@lumino/signaling';
import { problemOf } from '../server/problem';
import { requestServer } from '../server/request';
import { IHere } from '../tokens';
import { IHereAnswer, IHereState, versionMismatch } from '../server/here';

/** Asks the server part where this JupyterLab runs. */
export class HereModel implements IHere {
  constructor(private _settings: ServerConnection.ISettings) {}

  get state(): IHereState {
    return this._state;
  }

  get stateChanged(): ISignal<IHere, void> {
    return this._stateChanged;
  }

  async refresh(): Promise<void> {
    try {
      const here = await requestServer<IHereAnswer>(
        'here',
        { method: 'GET' },
        this._settings,
        'here'
      );
      this._state = {
        kind: 'ready',
        here,
        mismatch: versionMismatch(here.version)
      };
    } catch (error) {
      this._state = { kind: 'failed', problem: problemOf(error, 'here') };
    }
    this._stateChanged.emit();
  }

  private _state: IHereState = { kind: 'loading' };
  private _stateChanged = new Signal<IHere, void>(this);
}
