import { fakeServer } from '../../server/__tests__/fakeServer';
import { ProblemError } from '../../server/problem';
import { AccountSource } from '../account';

type Operations = Record<string, (body: any) => unknown>;

/** A source over a server that answers with what the operations return; what they throw is a refusal of AWS's. */
function makeSource(operations: Operations): AccountSource {
  const { settings } = fakeServer(({ headers, body }) => {
    const name = (headers.get('x-amz-target') ?? '').split('.')[1];
    const answer = operations[name](body) as { __type?: string };
    const status = answer.__type ? '400' : '200';
    return { headers: { 'X-Spaces-Status': status }, body: answer };
  });
  return new AccountSource(settings, 'us-east-1', 'd-1');
}

const NONE = {
  instanceType: null,
  image: null,
  lifecycleConfigArn: null,
  lifecycleConfigArns: [],
  customImages: [],
  idle: { enabled: null, minutes: null, least: null, most: null }
};

describe('AccountSource', () => {
  it('reads what the domain gives to spaces', async () => {
    const source = makeSource({
      DescribeDomain: () => ({
        DomainArn: 'arn:aws:sagemaker:us-east-1:111122223333:domain/d-1',
        DefaultUserSettings: {
          ExecutionRole: 'arn:aws:iam::111122223333:role/r',
          JupyterLabAppSettings: {
            DefaultResourceSpec: {
              InstanceType: 'ml.t3.medium',
              LifecycleConfigArn: 'arn:script'
            },
            LifecycleConfigArns: ['arn:script', 'arn:other'],
            CustomImages: [
              { ImageName: 'ours', AppImageConfigName: 'c' },
              {
                ImageName: 'old',
                ImageVersionNumber: 3,
                AppImageConfigName: 'c'
              }
            ],
            AppLifecycleManagement: {
              IdleSettings: {
                LifecycleManagement: 'ENABLED',
                IdleTimeoutInMinutes: 120,
                MinIdleTimeoutInMinutes: 60,
                MaxIdleTimeoutInMinutes: 600
              }
            }
          },
          SpaceStorageSettings: {
            DefaultEbsStorageSettings: {
              DefaultEbsVolumeSizeInGb: 5,
              MaximumEbsVolumeSizeInGb: 100
            }
          }
        },
        DefaultSpaceSettings: { ExecutionRole: 'r' },
        Url: 'https://d-1.studio.example'
      })
    });
    expect(await source.domain()).toEqual({
      imageArnPrefix: 'arn:aws:sagemaker:us-east-1:111122223333:image/',
      url: 'https://d-1.studio.example',
      people: {
        apps: {
          JupyterLab: {
            instanceType: 'ml.t3.medium',
            image: null,
            lifecycleConfigArn: 'arn:script',
            lifecycleConfigArns: ['arn:script', 'arn:other'],
            customImages: [
              { name: 'ours', version: null },
              { name: 'old', version: 3 }
            ],
            idle: { enabled: true, minutes: 120, least: 60, most: 600 }
          },
          CodeEditor: NONE
        },
        volumeGb: 5,
        mostVolumeGb: 100
      },
      shared: {
        apps: { JupyterLab: NONE, CodeEditor: NONE },
        volumeGb: null,
        mostVolumeGb: null
      }
    });
  });

  it('reads what a profile overrides', async () => {
    const source = makeSource({
      DescribeUserProfile: body => ({
        UserProfileName: body.UserProfileName,
        UserSettings: {
          CodeEditorAppSettings: {
            AppLifecycleManagement: {
              IdleSettings: { LifecycleManagement: 'DISABLED' }
            }
          }
        }
      })
    });
    const settings = await source.profile('ana');
    expect(settings.apps.CodeEditor.idle.enabled).toBe(false);
  });

  it('lists images of all pages, and only versions that can be run', async () => {
    const image = (name: string) => ({
      ImageName: name,
      ImageArn: `arn:aws:sagemaker:us-east-1:1:image/${name}`,
      ImageStatus: 'CREATED'
    });
    const version = (number: number, status: string) => ({
      Version: number,
      ImageVersionArn: `arn:v/${number}`,
      ImageVersionStatus: status
    });
    const source = makeSource({
      ListImages: body =>
        body.NextToken
          ? { Images: [image('b')] }
          : {
              Images: [{ ...image('a'), DisplayName: 'A' }],
              NextToken: 'n'
            },
      ListImageVersions: body =>
        body.ImageName === 'a'
          ? {
              ImageVersions: [
                version(3, 'CREATING'),
                version(2, 'CREATED'),
                version(1, 'CREATE_FAILED')
              ]
            }
          : {}
    });
    expect(await source.images()).toEqual([
      {
        name: 'a',
        displayName: 'A',
        arn: 'arn:aws:sagemaker:us-east-1:1:image/a'
      },
      {
        name: 'b',
        displayName: null,
        arn: 'arn:aws:sagemaker:us-east-1:1:image/b'
      }
    ]);
    expect(await source.imageVersions('a')).toEqual([
      { number: 2, arn: 'arn:v/2' }
    ]);
  });

  it('lists scripts for an app type, and tells a refusal', async () => {
    const source = makeSource({
      ListStudioLifecycleConfigs: body =>
        body.AppTypeEquals === 'JupyterLab'
          ? {
              StudioLifecycleConfigs: [
                {
                  StudioLifecycleConfigName: 'git',
                  StudioLifecycleConfigArn: 'arn:git'
                }
              ]
            }
          : { __type: 'AccessDeniedException', Message: 'no' }
    });
    expect(await source.lifecycleConfigs('JupyterLab')).toEqual([
      { name: 'git', arn: 'arn:git' }
    ]);
    const error = await source
      .lifecycleConfigs('CodeEditor')
      .catch((reason: unknown) => reason);
    expect((error as ProblemError).problem).toMatchObject({
      kind: 'access-denied',
      tried: 'ListStudioLifecycleConfigs'
    });
  });

  it('finds the user profiles of uids, and asks no further than to the last of them', async () => {
    const described: string[] = [];
    const source = makeSource({
      ListUserProfiles: ({ NextToken }) =>
        NextToken
          ? { UserProfiles: [{ UserProfileName: 'chen' }] }
          : {
              UserProfiles: [
                { UserProfileName: 'ana' },
                { UserProfileName: 'ben' }
              ],
              NextToken: 'more'
            },
      DescribeUserProfile: ({ UserProfileName }) => {
        described.push(UserProfileName);
        const uids: Record<string, string> = { ana: '200005', ben: '200010' };
        return { UserProfileName, HomeEfsFileSystemUid: uids[UserProfileName] };
      }
    });
    const onFound = jest.fn();
    expect(await source.profilesByUid([200010], onFound)).toEqual(
      new Map([[200010, 'ben']])
    );
    expect(onFound.mock.calls).toEqual([[new Map([[200010, 'ben']])]]);
    expect(described).toEqual(['ana', 'ben']);
    // Of a profile without a uid nothing is made up.
    expect(await source.profilesByUid([0, 200005], onFound)).toEqual(
      new Map([[200005, 'ana']])
    );
  });

  it('passes over a user profile that is deleted while it is asked for', async () => {
    const source = makeSource({
      ListUserProfiles: () => ({
        UserProfiles: [{ UserProfileName: 'ana' }, { UserProfileName: 'ben' }]
      }),
      DescribeUserProfile: ({ UserProfileName }) => {
        if (UserProfileName === 'ana') {
          return {
            __type: 'ResourceNotFound',
            message: 'UserProfile [ana] does not exist.'
          };
        }
        return { UserProfileName, HomeEfsFileSystemUid: '200010' };
      }
    });
    expect(await source.profilesByUid([200010, 7], () => {})).toEqual(
      new Map([[200010, 'ben']])
    );
  });

  it('reads what else is billed, kind by kind, though one is refused', async () => {
    const asked: Record<string, unknown> = {};
    const list = (operation: string, answer: object) => ({
      [operation]: (body: unknown) => {
        asked[operation] = body;
        return answer;
      }
    });
    const source = makeSource({
      ...list('ListEndpoints', {
        Endpoints: [{ EndpointName: 'e', EndpointArn: 'arn:e' }],
        NextToken: 'more'
      }),
      ...list('ListNotebookInstances', {
        __type: 'AccessDeniedException',
        message: 'no'
      }),
      ...list('ListTrainingJobs', {
        TrainingJobSummaries: [
          { TrainingJobName: 't', TrainingJobArn: 'arn:t' }
        ]
      }),
      ...list('ListProcessingJobs', { ProcessingJobSummaries: [] }),
      ...list('ListTransformJobs', {})
    });
    const billed = await source.billed();
    expect(billed.map(({ kind }) => kind)).toEqual([
      'endpoint',
      'notebook-instance',
      'training-job',
      'processing-job',
      'transform-job'
    ]);
    expect(billed[0]).toMatchObject({
      things: [{ name: 'e', arn: 'arn:e' }],
      more: true,
      problem: null
    });
    expect(billed[1].problem).toMatchObject({
      kind: 'access-denied',
      tried: 'ListNotebookInstances'
    });
    expect(billed[2].things).toEqual([{ name: 't', arn: 'arn:t' }]);
    expect(billed[4].things).toEqual([]);
    // Only what is there now: what has ended costs nothing.
    expect(asked).toMatchObject({
      ListEndpoints: { StatusEquals: 'InService' },
      ListNotebookInstances: { StatusEquals: 'InService' },
      ListTrainingJobs: { StatusEquals: 'InProgress' },
      ListProcessingJobs: { StatusEquals: 'InProgress' },
      ListTransformJobs: { StatusEquals: 'InProgress' }
    });
  });
});
