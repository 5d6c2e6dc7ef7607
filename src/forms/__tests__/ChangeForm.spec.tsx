import { dismissDialog, waitForDialog } from '@jupyterlab/testing';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import {
  makeApp,
  makeDetails,
  makeSpace
} from '../../spaces/__tests__/factories';
import type { ISpace } from '../../spaces/space';
import { ChangeForm } from '../ChangeForm';
import { makeWorld } from './world';

/** The form of a space, once all that it reads has come. */
async function setUp(space: ISpace, refusal: string | null = null) {
  const world = makeWorld([space]);
  const onChanging = jest.fn();
  const screen = render(
    <ChangeForm
      {...world}
      name={space.name}
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
    expect(onChanging).toHaveBeenCalledWith('scratch');
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
    const { type, press, jobs, getByText } = await setUp(here);
    type('EBS volume, GB', '40');
    getByText(/2 kernels, 1 terminal/);
    getByText(/this page ceases to work/);
    await press('Change and stop…');
    await waitForDialog();
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
