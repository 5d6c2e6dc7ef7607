import { fakeServer, IAnswer } from '../../server/__tests__/fakeServer';
import { appAtAGlance } from '../glance';

const APP = { DomainId: 'd-1', SpaceName: 'scratch', AppType: 'JupyterLab' };

const glance = (answer: IAnswer) => {
  const { settings, asked } = fakeServer(() => answer);
  return { app: appAtAGlance(APP, settings), asked };
};

describe('appAtAGlance', () => {
  it('describes the app', async () => {
    const { app, asked } = glance({
      headers: { 'X-Spaces-Status': '200' },
      body: {
        Status: 'InService',
        CreationTime: 1700000000.5,
        RecoveryMode: true,
        ResourceSpec: { InstanceType: 'ml.g5.xlarge' }
      }
    });
    expect(await app).toEqual({
      instanceType: 'ml.g5.xlarge',
      since: new Date(1700000000_500),
      recoveryMode: true
    });
    expect(asked[0].headers.get('x-amz-target')).toBe('SageMaker.DescribeApp');
    expect(asked[0].body).toEqual({ ...APP, AppName: 'default' });
  });

  it.each<[string, IAnswer]>([
    [
      'one may not ask',
      {
        headers: { 'X-Spaces-Status': '400' },
        body: { __type: 'AccessDeniedException', message: 'no' }
      }
    ],
    ['the server refuses', { status: 403 }]
  ])('is null when %s', async (_, answer) => {
    expect(await glance(answer).app).toBeNull();
  });

  it.each([
    [{}],
    [{ Status: 'Deleting', CreationTime: 1700000000 }],
    [{ Status: 'InService', CreationTime: null }]
  ])('does not say since when %p runs', async body => {
    const { app } = glance({ headers: { 'X-Spaces-Status': '200' }, body });
    expect(await app).toEqual({
      instanceType: null,
      since: null,
      recoveryMode: false
    });
  });

  it('rejects when the answer may be another one later', async () => {
    const { app } = glance({
      headers: { 'X-Spaces-Status': '400' },
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' }
    });
    await expect(app).rejects.toMatchObject({
      problem: { kind: 'throttled', tried: 'DescribeApp' }
    });
  });
});
