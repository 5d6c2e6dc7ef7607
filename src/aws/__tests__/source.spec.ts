import { fakeServer, IAnswer, IAsked } from '../../server/__tests__/fakeServer';
import { ProblemError } from '../../server/problem';
import { makeApp, makeSpace } from '../../spaces/__tests__/factories';
import type { ISpace } from '../../spaces/space';
import { SpaceSource } from '../source';
import type { IList } from '../translate';

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

const read = (
  source: SpaceSource,
  {
    whole = true,
    onPage
  }: { whole?: boolean; onPage?: (l: IList) => void } = {}
) => source.list(new AbortController().signal, whole, onPage);

const list = async (source: SpaceSource) => (await read(source)).spaces;

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
            {
              UserProfileName: 'ana',
              AppType: 'JupyterServer',
              Status: 'InService'
            }
          ]
        })
    });
    const pages: string[][] = [];
    const { spaces, profileApps } = await read(source, {
      onPage: known => pages.push(known.spaces.map(space => space.name))
    });
    expect(pages).toEqual([['beta']]);
    expect(profileApps).toMatchObject([
      { user: 'ana', type: 'JupyterServer', status: 'InService' }
    ]);
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

  it('shows spaces before their apps are known, and says so', async () => {
    let giveApps: () => void = () => undefined;
    const wait = new Promise<void>(resolve => (giveApps = resolve));
    const { settings } = fakeServer(async one => {
      if (operationOf(one) === 'ListApps') {
        await wait;
        return aws({ Apps: [] });
      }
      return one.body.NextToken
        ? aws({ Spaces: [{ SpaceName: 'last' }] })
        : aws({ Spaces: [{ SpaceName: 'first' }], NextToken: 'n' });
    });
    const source = new SpaceSource(settings, 'us-east-1', 'd-1');
    const pages: IList[] = [];
    const all = read(source, {
      onPage: known => {
        pages.push(known);
        giveApps();
      }
    });
    expect((await all).spaces.every(space => space.appsRead)).toBe(true);
    expect(pages[0].spaces).toMatchObject([{ name: 'first', appsRead: false }]);
  });

  describe('the second time', () => {
    const page = (token: number, changed: number) =>
      aws({
        NextToken: token < 3 ? String(token + 1) : undefined,
        Spaces: [0, 1].map(number => ({
          SpaceName: `s${2 * token + number}`,
          Status: 'InService',
          LastModifiedTime: 1000 - token * 10 + changed
        }))
      });
    /** A domain of four pages, and how many of them were asked for. */
    const setUp = async () => {
      let changed = 0;
      let pages = 0;
      const { source } = makeSource({
        ...noApps,
        ListSpaces: body => {
          pages++;
          const token = Number(body.NextToken ?? 0);
          return page(token, token === 0 ? changed : 0);
        }
      });
      expect(await list(source)).toHaveLength(8);
      expect(pages).toBe(4);
      return {
        again: async (whole: boolean) => {
          changed++;
          pages = 0;
          return { ...(await read(source, { whole })), pages };
        }
      };
    };

    it('ends at what is known, and tells all the same', async () => {
      const { again } = await setUp();
      const { spaces, pages } = await again(false);
      expect(pages).toBe(2);
      expect(spaces.map(space => space.name)).toEqual(
        Array.from({ length: 8 }, (_, number) => `s${number}`)
      );
      expect(spaces[0].modified).toEqual(new Date(1001_000));
    });

    it('reads all again where that is asked for', async () => {
      const { again } = await setUp();
      expect((await again(true)).pages).toBe(4);
    });
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
    Url: 'https://studio.example/scratch',
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
      url: 'https://studio.example/scratch',
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

  it('reads one space without the list', async () => {
    const { source, asked } = makeSource({
      DescribeSpace: () =>
        aws({
          ...described,
          SpaceName: 'scratch',
          SpaceDisplayName: 'Scratch pad',
          Status: 'InService',
          SpaceSharingSettings: { SharingType: 'Private' },
          OwnershipSettings: { OwnerUserProfileName: 'ana' }
        })
    });
    const space = await source.read('scratch', new AbortController().signal);
    expect(space).toMatchObject({
      name: 'scratch',
      displayName: 'Scratch pad',
      sharing: 'Private',
      owner: 'ana',
      appsRead: false,
      details: { idleMinutes: 90, url: 'https://studio.example/scratch' }
    });
    expect(asked).toHaveLength(1);
  });
});
