import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import {
  makeApp,
  makeDetails,
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import type { StepName } from '../../jobs/job';
import type { IChoices } from '../../jobs/request';
import type { ISpace } from '../../spaces/space';
import { ChangeForm } from '../ChangeForm';
import { makeWorld, SCRIPT } from './world';

/** The form of a space, once all that it reads has come. */
async function setUp(
  space: ISpace,
  refusal: string | null = null,
  choices: IChoices | null = null
) {
  const world = makeWorld([space]);
  const onChanging = jest.fn();
  const screen = render(
    <ChangeForm
      {...world}
      name={space.name}
      choices={choices}
      refusalOf={() => refusal}
      running={() => ({ kernels: 2, terminals: 1 })}
      onChanging={onChanging}
      onCancel={jest.fn()}
    />
  );
  await act(async () => {});
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const press = async (name: string) => {
    fireEvent.click(screen.getByRole('button', { name }));
    await act(async () => {});
  };
  return { ...screen, ...world.fake, onChanging, type, press };
}

const running = { apps: [makeApp()], details: makeDetails() };

describe('ChangeForm', () => {
  afterEach(() => cleanup());

  it('sends only what differs, and only when something does', async () => {
    const { type, press, jobs, onChanging, getByText } = await setUp(
      makeSpace({ details: makeDetails() })
    );
    getByText('Nothing is changed yet.', { selector: 'div' });
    await press('Change');
    expect(jobs.change).not.toHaveBeenCalled();
    type('EBS volume, GB', '40');
    getByText('$2.00/month → $4.00/month (+$2.00/month)');
    getByText(/may refuse to change its size once more for 6 hours/);
    await press('Change');
    expect(jobs.change).toHaveBeenCalledWith('scratch', { volume_gb: 40 });
    expect(onChanging).not.toHaveBeenCalled();
  });

  it.each(['wait-updated', 'delete-app'] as const)(
    'is done once the job is at %s',
    async name => {
      const { type, press, jobs, onChanging } = await setUp(
        makeSpace({ details: makeDetails() })
      );
      type('EBS volume, GB', '40');
      await press('Change');
      const at = (step: StepName) => {
        const job = makeJob({ id: 'h1', kind: 'change' });
        return { ...job, step: { ...job.step, name: step } };
      };
      await act(async () => void jobs.put(at('update-space')));
      expect(onChanging).not.toHaveBeenCalled();
      await act(async () => void jobs.put(at(name)));
      expect(onChanging).toHaveBeenCalledWith('scratch');
    }
  );

  it('tells what AWS refused, and stays filled', async () => {
    const { type, press, jobs, onChanging, getByLabelText, getByRole } =
      await setUp(makeSpace({ details: makeDetails() }));
    type('EBS volume, GB', '40');
    await press('Change');
    const job = makeJob({
      id: 'h1',
      kind: 'change',
      state: 'failed',
      error: makeError({
        type: 'AccessDeniedException',
        message: 'not authorized',
        step: 'update-space',
        failed: 'change'
      })
    });
    await act(
      async () =>
        void jobs.put({ ...job, step: { ...job.step, name: 'update-space' } })
    );
    expect(getByRole('alert').textContent).toContain('You may not do this');
    expect(onChanging).not.toHaveBeenCalled();
    expect((getByLabelText('EBS volume, GB') as HTMLInputElement).value).toBe(
      '40'
    );
  });

  it('begins with the choices that it is given', async () => {
    const { press, jobs, type } = await setUp(
      makeSpace({ details: makeDetails() }),
      null,
      { volume_gb: 40, lifecycle_config_arn: SCRIPT }
    );
    type('Display name', 'Scratch');
    await press('Change');
    expect(jobs.change).toHaveBeenCalledWith('scratch', {
      display_name: 'Scratch',
      volume_gb: 40,
      lifecycle_config_arn: SCRIPT
    });
  });

  it('plans on nothing that is not valid', async () => {
    const { type, press, jobs, getByRole, getByText, getByLabelText } =
      await setUp(makeSpace(running));
    type('EBS volume, GB', '19');
    const preflight = getByRole('region', { name: 'What will happen' });
    expect(preflight.textContent).toBe('What is typed is not valid yet.');
    type('Display name', 'Scratch');
    expect(preflight.textContent).not.toContain('GB');
    expect(preflight.textContent).toContain('Scratch');
    // The button leads to what is wrong.
    await press('Change');
    expect(document.activeElement).toBe(getByLabelText('EBS volume, GB'));
    expect(jobs.change).not.toHaveBeenCalled();
    getByText('A volume only grows: at least 20.');
  });

  it('says that an idle timeout of its own cannot be emptied', async () => {
    const own = await setUp(makeSpace({ details: makeDetails() }));
    own.getByText(/It cannot be emptied/);
    expect(own.queryByText(/Empty: as the domain says/)).toBeNull();
    cleanup();
    const none = await setUp(
      makeSpace({ details: makeDetails({ idleMinutes: null }) })
    );
    none.getByText(/Empty: as the domain says/);
  });

  it('says that a space which runs is stopped for it, and what is lost', async () => {
    const { type, press, jobs, getByText, queryByText, getByLabelText } =
      await setUp(makeSpace(running));
    type('Stop when idle, minutes', '90');
    expect(queryByText(/It is stopped for this/)).toBeNull();
    fireEvent.change(getByLabelText('Version'), { target: { value: '4.4.0' } });
    getByText(/It is stopped for this/);
    getByText(/whatever runs in it/);
    await press('Stop, change and run');
    expect(jobs.change.mock.calls[0]).toMatchObject([
      'scratch',
      { idle_minutes: 90, image: { version_alias: '4.4.0' } }
    ]);
  });

  it('counts what runs in the space that one is in, and asks before it stops it', async () => {
    const here = makeSpace({ ...running, name: 'home' });
    const { type, press, jobs, getByText, queryByText } = await setUp(here);
    type('EBS volume, GB', '40');
    getByText(/2 kernels, 1 terminal/);
    getByText(/this page ceases to work/);
    await press('Change and stop…');
    await waitForDialog();
    expect(queryByText('Asking for the change…')).toBeNull();
    await act(async () => dismissDialog());
    expect(jobs.change).not.toHaveBeenCalled();
    await press('Change and stop…');
    await waitForDialog();
    await act(async () => {
      document
        .querySelector<HTMLButtonElement>('.jp-Dialog .jp-mod-warn')
        ?.click();
    });
    expect(jobs.change).toHaveBeenCalledWith('home', { volume_gb: 40 });
  });

  it('keeps its button from being pressed while the space cannot be changed, and says why', async () => {
    const { type, press, jobs, getByRole } = await setUp(
      makeSpace({ details: makeDetails() }),
      'It is being changed.'
    );
    type('EBS volume, GB', '40');
    expect(getByRole('button', { name: 'Change' }).title).toBe(
      'It is being changed.'
    );
    await press('Change');
    expect(jobs.change).not.toHaveBeenCalled();
  });

  it('names a newer version, and refuses a smaller volume', async () => {
    const space = makeSpace({ details: makeDetails() });
    const { type, getByText } = await setUp(space);
    getByText('4.4 is out; this space has 3.9.0.');
    type('EBS volume, GB', '19');
    getByText('A volume only grows: at least 20.');
  });

  it('waits for the settings of the space', async () => {
    const { getByText } = await setUp(makeSpace());
    getByText('Reading the settings of scratch…');
  });
});
