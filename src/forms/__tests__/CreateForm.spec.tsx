import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import {
  makeApp,
  makeDetails,
  makeError,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { CreateForm } from '../CreateForm';
import { ITemplate, templateOfJob, templateOfSpace } from '../template';
import { denied, makeWorld, SCRIPT } from './world';

const CPU =
  'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-cpu';

const LIST = [makeSpace({ apps: [makeApp()] })];

/** The form, once all that it reads has come. */
async function setUp(...given: Parameters<typeof makeWorld> | []) {
  return setUpLike(null, ...given);
}

/** The form that begins with a template. */
async function setUpLike(
  template: ITemplate | null,
  ...given: Parameters<typeof makeWorld> | []
) {
  const [list = LIST, reads, here] = given;
  const world = makeWorld(list, reads, here);
  const onCreated = jest.fn();
  const onCancel = jest.fn();
  const screen = render(
    <CreateForm
      {...world}
      template={template}
      onCreated={onCreated}
      onCancel={onCancel}
    />
  );
  await act(async () => {});
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const press = async (name: string) => {
    fireEvent.click(screen.getByRole('button', { name }));
    await act(async () => {});
  };
  return { ...screen, ...world.fake, world, onCreated, onCancel, type, press };
}

describe('CreateForm', () => {
  afterEach(() => cleanup());

  it('begins with what the domain gives, and creates that', async () => {
    const { type, press, jobs, onCreated } = await setUp();
    type('Name', 'fresh');
    await press('Create and run');
    expect(jobs.create).toHaveBeenCalledWith({
      space: 'fresh',
      sharing: 'Private',
      app_type: 'JupyterLab',
      choices: {
        instance_type: 'ml.t3.medium',
        image: { image_arn: CPU, version_alias: '4.4.0' },
        volume_gb: 5
      },
      run: true
    });
    expect(onCreated).not.toHaveBeenCalled();
  });

  it('is done when AWS has accepted the space, not before', async () => {
    const { type, press, jobs, onCreated } = await setUp();
    type('Name', 'fresh');
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({ run: false });
    const job = makeJob({ id: 'c1', kind: 'create', space: 'fresh' });
    const at = (name: 'create-space' | 'wait-created') => ({
      ...job,
      step: { ...job.step, name }
    });
    await act(async () => void jobs.put(at('create-space')));
    expect(onCreated).not.toHaveBeenCalled();
    await act(async () => void jobs.put(at('wait-created')));
    expect(onCreated).toHaveBeenCalledWith('fresh');
  });

  it('tells what AWS refused, and stays filled', async () => {
    const { type, press, jobs, onCreated, getByLabelText, getByRole } =
      await setUp();
    type('Name', 'fresh');
    await press('Create');
    await act(
      async () =>
        void jobs.put(
          makeJob({
            id: 'c1',
            kind: 'create',
            space: 'fresh',
            state: 'failed',
            error: makeError({
              type: 'AccessDeniedException',
              message: 'no sagemaker:CreateSpace',
              step: 'create-space',
              failed: 'create'
            })
          })
        )
    );
    expect(onCreated).not.toHaveBeenCalled();
    expect(getByRole('alert').textContent).toContain(
      'no sagemaker:CreateSpace'
    );
    expect((getByLabelText('Name') as HTMLInputElement).value).toBe('fresh');
    await press('Create');
    expect(jobs.create).toHaveBeenCalledTimes(2);
  });

  it('says what is wrong beside the field, and goes there instead of sending', async () => {
    const { type, press, jobs, getByLabelText, getByText, queryByText } =
      await setUp();
    type('EBS volume, GB', '5000');
    getByText('At most 500.');
    // There is no price for what cannot be.
    expect(queryByText(/\/month/)).toBeNull();
    await press('Create');
    expect(jobs.create).not.toHaveBeenCalled();
    const name = getByLabelText('Name');
    expect(document.activeElement).toBe(name);
    expect(name.getAttribute('aria-invalid')).toBe('true');
    const described = (name.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent);
    expect(described).toContain('Type a name.');
    type('Name', 'SCRATCH');
    getByText('There is a space scratch already.');
  });

  it('knows the names of spaces that are just being created', async () => {
    const { type, jobs, getByText } = await setUp();
    act(() => void jobs.put(makeJob({ kind: 'create', space: 'coming' })));
    type('Name', 'coming');
    getByText('There is a space coming already.');
  });

  it('lets only shared spaces be created from a shared one, and says why', async () => {
    const { type, press, jobs, getByLabelText, getByText } = await setUp(
      LIST,
      {},
      { sharing: 'Shared' }
    );
    expect((getByLabelText('Private') as HTMLInputElement).disabled).toBe(true);
    getByText(/Not from here/);
    type('Name', 'team');
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({ sharing: 'Shared' });
    expect(jobs.create.mock.calls[0][0]).not.toHaveProperty('owner');
  });

  it('asks for the owner outside Studio', async () => {
    const { type, press, jobs, getByLabelText } = await setUp(
      LIST,
      {},
      { place: 'outside', space: null, sharing: null }
    );
    type('Name', 'fresh');
    await press('Create');
    expect(jobs.create).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(getByLabelText('Owner'));
    type('Owner', 'ben');
    fireEvent.blur(getByLabelText('Owner'));
    await act(async () => {});
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({ owner: 'ben' });
  });

  it('does without what may not be read, and says so', async () => {
    const { type, press, jobs, getAllByText, getByLabelText } = await setUp(
      LIST,
      {
        domain: denied('DescribeDomain'),
        profile: denied('DescribeUserProfile'),
        images: denied('ListImages'),
        lifecycleConfigs: denied('ListStudioLifecycleConfigs')
      }
    );
    expect(getAllByText(/Not all is known/)).toHaveLength(3);
    type('Name', 'fresh');
    fireEvent.change(getByLabelText('Lifecycle script'), {
      target: { value: 'typed' }
    });
    type('ARN of the script', SCRIPT);
    type('EBS volume, GB', '800');
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({
      choices: {
        image: { image_arn: CPU, version_alias: '4.4.0' },
        volume_gb: 800,
        lifecycle_config_arn: SCRIPT
      }
    });
  });

  it('hints at a newer version, and takes the variant for GPUs with a GPU', async () => {
    const { type, press, jobs, getByLabelText, getByText, getByRole } =
      await setUp();
    fireEvent.change(getByLabelText('Version'), { target: { value: '3.9' } });
    getByText('4.4.0 is out.');
    fireEvent.click(getByRole('button', { name: /^Instance/ }));
    await act(async () => {});
    fireEvent.click(getByText('ml.g5.xlarge'));
    getByText(/variant for GPUs/);
    type('Name', 'fresh');
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({
      choices: {
        instance_type: 'ml.g5.xlarge',
        image: {
          image_arn: CPU.replace(/cpu$/, 'gpu'),
          version_alias: '3.9'
        }
      }
    });
  });

  it('offers the image of the region once that is known', async () => {
    const { world, getByLabelText } = await setUp(
      [],
      { domain: denied('DescribeDomain') },
      { region: null }
    );
    const image = getByLabelText('Image') as HTMLSelectElement;
    expect(image.textContent).not.toContain('SageMaker Distribution');
    const { state } = world.here;
    if (state.kind === 'ready') {
      const here = { ...state.here, region: 'us-east-1' };
      world.here.state = { ...state, here };
      act(() => world.here.stateChanged.emit());
    }
    expect(image.textContent).toContain('SageMaker Distribution');
  });

  it('offers no idle stop for an app that the domain does not stop', async () => {
    const { queryByLabelText, getByLabelText, getByText } = await setUp();
    expect(getByLabelText('Stop when idle, minutes')).toBeTruthy();
    fireEvent.click(getByLabelText('Code Editor'));
    await act(async () => {});
    expect(queryByLabelText('Stop when idle, minutes')).toBeNull();
    getByText(/does not stop idle apps/);
  });

  it('begins with what was to be created before', async () => {
    const { press, jobs, getByLabelText } = await setUpLike(
      templateOfJob({
        space: 'fresh',
        choices: {
          instance_type: 'ml.m5.large',
          volume_gb: 7,
          lifecycle_config_arn: SCRIPT
        },
        creation: {
          sharing: 'Shared',
          app_type: 'JupyterLab',
          owner: null,
          run: true
        }
      })
    );
    expect((getByLabelText('Name') as HTMLInputElement).value).toBe('fresh');
    await press('Create');
    expect(jobs.create.mock.calls[0][0]).toMatchObject({
      space: 'fresh',
      sharing: 'Shared',
      choices: {
        instance_type: 'ml.m5.large',
        volume_gb: 7,
        lifecycle_config_arn: SCRIPT
      }
    });
  });

  it('keeps the instance and the volume of a template for another app, but neither image nor script', async () => {
    const { press, jobs, getByLabelText } = await setUpLike(
      templateOfJob({
        space: 'fresh',
        choices: {
          instance_type: 'ml.m5.large',
          volume_gb: 7,
          image: { image_arn: CPU, version_alias: '3.9' },
          lifecycle_config_arn: SCRIPT
        },
        creation: {
          sharing: 'Private',
          app_type: 'JupyterLab',
          owner: null,
          run: true
        }
      })
    );
    fireEvent.click(getByLabelText('Code Editor'));
    await act(async () => {});
    await press('Create');
    const { choices } = jobs.create.mock.calls[0][0];
    expect(choices).toMatchObject({
      instance_type: 'ml.m5.large',
      volume_gb: 7
    });
    expect(choices).not.toHaveProperty('lifecycle_config_arn');
    expect(choices.image?.version_alias).not.toBe('3.9');
  });

  it('begins with what another space has, under a name that is free', async () => {
    const space = makeSpace({
      name: 'train-2',
      sharing: 'Private',
      volumeGb: 40,
      displayName: 'Training',
      details: makeDetails({ instanceType: 'ml.m5.large', idleMinutes: 120 })
    });
    const { press, jobs } = await setUpLike(
      templateOfSpace(space, name => name === 'train-2' || name === 'train-3'),
      [space]
    );
    await press('Create');
    const { space: name, choices } = jobs.create.mock.calls[0][0];
    expect(name).toBe('train-4');
    expect(choices).toMatchObject({
      instance_type: 'ml.m5.large',
      volume_gb: 40
    });
    expect(choices).not.toHaveProperty('display_name');
  });
});
