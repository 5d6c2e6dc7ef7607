import { Signal } from '@lumino/signaling';
import { completeHere, Here } from '../../server/completeHere';
import type { IHereState } from '../../server/here';
import type { IHere } from '../../tokens';

/** Ana's JupyterLab in the shared space `churn-team`. */
export const HERE: Here = completeHere({
  version: '0.1.0',
  boot: 'b',
  place: 'studio',
  domain_id: 'd-1',
  region: 'us-east-1',
  space: 'churn-team',
  app_type: 'JupyterLab',
  sharing: 'Shared',
  user: 'ana',
  permissions: {
    read_only: false,
    create: true,
    delete: true,
    whole_domain: true
  }
});

/** Stays in a state, and counts how often it was asked to look again. */
export class FakeHere implements IHere {
  constructor(public state: IHereState) {}
  stateChanged: Signal<IHere, void> = new Signal<IHere, void>(this);
  refreshed = 0;
  async refresh(): Promise<void> {
    this.refreshed++;
  }
}
