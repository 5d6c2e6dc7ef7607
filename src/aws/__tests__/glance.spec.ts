import { fakeServer, IAnswer } from '../../server/__tests__/fakeServer';
import { instanceTypeAtAGlance } from '../glance';

const APP = { DomainId: 'd-1', SpaceName: 'scratch', AppType: 'JupyterLab' };

const glance = (answer: IAnswer) => {
  const { settings, asked } = fakeServer(() => answer);
  return { type: instanceTypeAtAGlance(APP, settings), asked };
};

describe('instanceTypeAtAGlance', () => {
  it('describes the app', async () => {
    const { type, asked } = glance({
      headers: { 'X-Spaces-Status': '200' },
      body: { ResourceSpec: { InstanceType: 'ml.g5.xlarge' } }
    });
    expect(await type).toBe('ml.g5.xlarge');
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
    ['the server refuses', { status: 403 }],
    ['none is named', { headers: { 'X-Spaces-Status': '200' }, body: {} }]
  ])('is null when %s', async (_, answer) => {
    expect(await glance(answer).type).toBeNull();
  });

  it('rejects when the answer may be another one later', async () => {
    const { type } = glance({
      headers: { 'X-Spaces-Status': '400' },
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' }
    });
    await expect(type).rejects.toMatchObject({
      problem: { kind: 'throttled', tried: 'DescribeApp' }
    });
  });
});
