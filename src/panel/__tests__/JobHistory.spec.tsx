import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { cleanup, fireEvent, render } from '@testing-library/react';
import { IJob } from '../../jobs/job';
import {
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { IHere, IJobs, ISpaces } from '../../tokens';
import { HistoryList } from '../JobHistory';

const trans = nullTranslator.load('');

function setUp(...jobs: IJob[]) {
  const changed = new Signal<any, void>({});
  const onAct = jest.fn();
  const onExpand = jest.fn();
  const list = (expanded: string | null) => (
    <HistoryList
      jobs={{ jobs, changed } as unknown as IJobs}
      spaces={
        {
          stateChanged: changed,
          find: (name: string) =>
            name === 'scratch' ? makeSpace({ displayName: 'Nightly' }) : null
        } as unknown as ISpaces
      }
      here={
        {
          stateChanged: changed,
          state: { kind: 'loading' }
        } as unknown as IHere
      }
      actsOf={(act, space) => ({
        refusal: null,
        execute: () => onAct(act, space)
      })}
      expanded={expanded}
      onExpand={onExpand}
      trans={trans}
    />
  );
  const screen = render(list(null));
  const show = (id: string | null) => screen.rerender(list(id));
  return { screen, show, onAct, onExpand };
}

const text = (element: Element) => element.textContent?.replace(/\s/g, ' ');
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

afterEach(cleanup);

describe('JobHistory', () => {
  it('says what it will hold while it is empty', () => {
    setUp().screen.getByText(/Nothing was run, stopped or changed/);
  });

  it('lists who asked for what, when, and how it went', () => {
    const { screen } = setUp(
      makeJob({ id: 'a', created: ago(0) }),
      makeJob({
        id: 'b',
        kind: 'change',
        state: 'done',
        created: ago(3),
        by: { name: 'ben', verified: true },
        choices: {
          instance_type: 'ml.g5.xlarge',
          volume_gb: 50,
          lifecycle_config_arn: null
        }
      }),
      makeJob({
        id: 'c',
        kind: 'create',
        space: 'gone',
        state: 'failed',
        created: ago(125),
        by: { name: null, verified: false },
        error: makeError({
          type: 'ResourceInUse',
          message: 'Space [gone] already exists.',
          step: 'create-space',
          failed: 'create'
        })
      })
    );
    expect(screen.getAllByRole('listitem').map(text)).toEqual([
      'Run Nightlyana (unverified) · just nowstep 1/3',
      'Change Nightlyben · ml.g5.xlarge · EBS 50 GB · none · 3 min agodone',
      'Create gonesomebody · 2 h 5 min agothe name is takenfailed'
    ]);
  });

  it('says of a space that it was created, where only its start failed', () => {
    const { screen } = setUp(
      makeJob({
        kind: 'create',
        state: 'failed',
        created: ago(3),
        error: makeError({
          type: 'ResourceLimitExceeded',
          message:
            "The account-level service limit 'Studio JupyterLab Apps running on ml.g5.xlarge instances' is 0 Apps, with current utilization of 0 Apps",
          step: 'create-app',
          failed: 'run'
        })
      })
    );
    expect(text(screen.getByRole('listitem'))).toContain(
      'was created, but could not be run: quota reached for ml.g5.xlarge'
    );
  });

  it('shows all of a failed one, with what one can do', () => {
    const { screen, show, onAct, onExpand } = setUp(
      makeJob({
        state: 'failed',
        created: ago(3),
        ended: ago(1),
        left: 'It had been stopped for that.',
        error: makeError({
          type: 'InternalFailure',
          message: '<b>no</b>',
          step: 'create-app',
          request_id: 'r-1',
          failed: 'run'
        })
      })
    );
    fireEvent.click(screen.getByRole('button', { name: /^Run Nightly/ }));
    expect(onExpand).toHaveBeenCalledWith('j1');
    show('j1');
    const whole = screen.getByRole('group', { name: 'Run Nightly' });
    for (const part of [
      'AWS failed, and gives no reason',
      'asking for an instance',
      'InternalFailure: <b>no</b>',
      'It had been stopped for that.',
      'Request id: r-1',
      'ana (unverified: the name that the browser gave)',
      'after 2 min'
    ]) {
      expect(text(whole)).toContain(part);
    }
    fireEvent.click(
      screen.getByRole('button', { name: 'Run again (Nightly)' })
    );
    expect(onAct).toHaveBeenCalledWith('run', 'scratch');
  });

  it('tells how one that was cancelled left the space', () => {
    const { screen, show } = setUp(
      makeJob({
        state: 'cancelled',
        message: 'ana cancelled it.',
        left: 'Nothing had been changed yet.'
      })
    );
    show('j1');
    expect(text(screen.getByRole('group'))).toContain(
      'ana cancelled it. Nothing had been changed yet.'
    );
  });

  it('shows old ones on wish, and where one of them is to be shown', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      makeJob({ id: `j${index}`, state: 'done' })
    );
    const { screen, show } = setUp(...many);
    const count = () => screen.container.querySelectorAll('[data-job]').length;
    expect(count()).toBe(20);
    show('j25');
    expect(count()).toBe(30);
    show(null);
    expect(count()).toBe(20);
    fireEvent.click(screen.getByRole('button', { name: 'Show 10 older' }));
    expect(count()).toBe(30);
  });
});
