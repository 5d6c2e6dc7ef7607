import { fakeServer, IAnswer, IAsked } from '../../server/__tests__/fakeServer';
import { ProblemError } from '../../server/problem';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import { ISpace } from '../../spaces/space';
import { SpaceSource } from '../source';

type Operations = Record<string, (body: any) => IAnswer>;

const operationOf = (asked: IAsked) =>
  (asked.headers.get('x-amz-target') ?? '').split('.')[1];

const aws = (body: unknown, status = 200): IAnswer => ({
  headers: { 'X-Spaces-Status': String(status) },
  body
});

const makeSource = (operations: Operations) => {
  const { settings, asked } = fakeServer(one =>
    operations[operationOf(one)](one.body)
  );
  return { source: new SpaceSource(settings, 'us-east-1', 'd-1'), asked };
};

const list = (source: SpaceSource, onPage: (s: ISpace[]) => void = () => {}) =>
  source.list(new AbortController().signal, onPage);

const failure = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
};

const noApps = { ListApps: () => aws({ Apps: [] }) };

describe('SpaceSource.list', () => {
  it('joins spaces and apps of all pages, without regard to case', async () => {
    const { source, asked } = makeSource({
      ListSpaces: body =>
        body.NextToken
          ? aws({ Spaces: [{ SpaceName: 'alpha', Status: 'InService' }] })
          : aws({
              NextToken: 'n',
              Spaces: [
                {
                  SpaceName: 'beta',
                  Status: 'InService',
                  CreationTime: 1700000000,
                  SpaceSharingSettingsSummary: { SharingType: 'Shared' },
                  OwnershipSettingsSummary: { OwnerUserProfileName: 'ben' },
                  SpaceSettingsSummary: {
                    AppType: 'JupyterLab',
                    SpaceStorageSettings: {
                      EbsStorageSettings: { EbsVolumeSizeInGb: 50 }
                    }
                  }
                }
              ]
            }),
      ListApps: () =>
        aws({
          Apps: [
            {
              SpaceName: 'BETA',
              AppType: 'JupyterLab',
              AppName: 'default',
              Status: 'Deleted',
              CreationTime: 1
            },
            {
              SpaceName: 'beta',
              AppType: 'JupyterLab',
              AppName: 'default',
              Status: 'InService',
              CreationTime: 2,
              ResourceSpec: {
                InstanceType: 'ml.m5.large',
                SageMakerImageVersionArn:
                  'arn:aws:sagemaker:us-east-1:1:image-version/sagemaker-distribution-cpu/7'
              }
            },
            { UserProfileName: 'ana', AppType: 'JupyterServer' }
          ]
        })
    });
    const pages: string[][] = [];
    const spaces = await list(source, known =>
      pages.push(known.map(space => space.name))
    );
    expect(pages).toEqual([['beta']]);
    expect(spaces.map(space => space.name)).toEqual(['alpha', 'beta']);
    expect(spaces[1]).toMatchObject({
      sharing: 'Shared',
      owner: 'ben',
      volumeGb: 50,
      created: new Date(1700000000000),
      apps: [
        {
          status: 'InService',
          instanceType: 'ml.m5.large',
          image: {
            name: 'sagemaker-distribution-cpu',
            version: '7',
            arn: 'arn:aws:sagemaker:us-east-1:1:image/sagemaker-distribution-cpu'
          }
        },
        { status: 'Deleted' }
      ]
    });
    expect(asked.map(one => one.path)).toEqual(
      Array(3).fill('sagemaker-spaces/aws')
    );
    expect(asked.every(one => one.body.DomainIdEquals === 'd-1')).toBe(true);
    expect(asked[0].headers.has('authorization')).toBe(false);
  });

  it('goes on past an empty page', async () => {
    const { source } = makeSource({
      ...noApps,
      ListSpaces: body =>
        body.NextToken
          ? aws({ Spaces: [{ SpaceName: 'last' }] })
          : aws({ Spaces: [], NextToken: 'n' })
    });
    expect(await list(source)).toHaveLength(1);
  });

  it('ends when the same NextToken comes twice', async () => {
    const { source } = makeSource({
      ...noApps,
      ListSpaces: () => aws({ Spaces: [], NextToken: 'again' })
    });
    const problem = await failure(list(source));
    expect(problem).toMatchObject({ kind: 'bad-answer', tried: 'ListSpaces' });
  });

  it('shows values that it does not know as they are', async () => {
    const { source } = makeSource({
      ListSpaces: () =>
        aws({
          Spaces: [
            {
              SpaceName: 's',
              Status: 'Archived',
              SpaceSettingsSummary: { AppType: 'Holodeck' }
            }
          ]
        }),
      ListApps: () =>
        aws({ Apps: [{ SpaceName: 's', AppType: 'Holodeck', Status: 'Warp' }] })
    });
    const [space] = await list(source);
    expect(space).toMatchObject({
      spaceStatus: 'Archived',
      appType: 'Holodeck',
      apps: [{ type: 'Holodeck', status: 'Warp' }]
    });
  });

  it.each([
    ['AccessDeniedException', 'access-denied'],
    ['ExpiredTokenException', 'credentials-expired'],
    ['UnrecognizedClientException', 'credentials-invalid'],
    ['SpacesNoCredentials', 'no-credentials'],
    ['SpacesNoRegion', 'no-region'],
    ['SpacesNoDomain', 'no-domain'],
    ['SpacesEndpointUnreachable', 'endpoint-unreachable'],
    ['SpacesTimedOut', 'timed-out'],
    ['ResourceNotFound', 'aws']
  ])('tells %s as %s, after one call', async (type, kind) => {
    const { source, asked } = makeSource({
      ...noApps,
      ListSpaces: () => aws({ __type: type, message: 'why' }, 400)
    });
    const problem = await failure(list(source));
    expect(problem).toMatchObject({ kind, type, text: 'why' });
    expect(asked.filter(one => operationOf(one) === 'ListSpaces')).toHaveLength(
      1
    );
  });

  it('tells a list of apps that is refused', async () => {
    const { source } = makeSource({
      ListSpaces: () => aws({ Spaces: [] }),
      ListApps: () => aws({ __type: 'AccessDeniedException' }, 400)
    });
    const problem = await failure(list(source));
    expect(problem).toMatchObject({ kind: 'access-denied', tried: 'ListApps' });
  });

  it('tells an answer that is not JSON', async () => {
    const { source } = makeSource({
      ...noApps,
      ListSpaces: () => aws('<html>Sign in</html>')
    });
    expect((await failure(list(source))).kind).toBe('bad-answer');
  });

  it('tells that the server part is missing', async () => {
    const { source } = makeSource({
      ListApps: () => ({ status: 404, body: '<html>' }),
      ListSpaces: () => ({ status: 404, body: '<html>' })
    });
    expect((await failure(list(source))).kind).toBe('server-missing');
  });

  it('tells a request that the gateway refuses itself', async () => {
    const body = { __type: 'SpacesNotAllowed', message: 'another domain' };
    const { source } = makeSource({
      ...noApps,
      ListSpaces: () => ({ status: 403, body })
    });
    expect(await failure(list(source))).toMatchObject({
      kind: 'not-allowed',
      text: 'another domain'
    });
  });
});

describe('SpaceSource.describe', () => {
  const described = {
    SpaceSettings: {
      JupyterLabAppSettings: {
        DefaultResourceSpec: {
          InstanceType: 'ml.t3.medium',
          SageMakerImageArn:
            'arn:aws:sagemaker:us-east-1:1:image/sagemaker-distribution-cpu',
          SageMakerImageVersionAlias: '3.9.0',
          LifecycleConfigArn: 'None'
        },
        AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: 90 } }
      },
      CustomFileSystems: [
        { EFSFileSystem: { FileSystemId: 'fs-1' } },
        { FSxLustreFileSystem: { FileSystemId: 'fs-2' } },
        { S3FileSystem: { S3Uri: 's3://b/p' } }
      ]
    }
  };
  const describe_ = (source: SpaceSource, space: ISpace) =>
    source.describe(space, new AbortController().signal);

  it('reads settings and file systems', async () => {
    const { source, asked } = makeSource({
      DescribeSpace: () => aws(described)
    });
    expect(await describe_(source, makeSpace())).toMatchObject({
      instanceType: 'ml.t3.medium',
      image: {
        name: 'sagemaker-distribution-cpu',
        version: '3.9.0',
        arn: 'arn:aws:sagemaker:us-east-1:1:image/sagemaker-distribution-cpu'
      },
      idleMinutes: 90,
      lifecycleConfigArn: null,
      fileSystems: [
        { kind: 'EFS', id: 'fs-1' },
        { kind: 'FSx for Lustre', id: 'fs-2' },
        { kind: 'S3', id: 's3://b/p' }
      ],
      failure: null
    });
    expect(asked).toHaveLength(1);
  });

  it('asks the failed app for its reason', async () => {
    const { source } = makeSource({
      DescribeSpace: () => aws(described),
      DescribeApp: body => aws({ FailureReason: `no room for ${body.AppName}` })
    });
    const space = makeSpace({ apps: [makeApp({ status: 'Failed' })] });
    const details = await describe_(source, space);
    expect(details.failure).toBe('no room for default');
  });
});
