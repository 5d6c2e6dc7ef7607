import {
  DescribeDomainCommand,
  DescribeUserProfileCommand,
  ListImagesCommand,
  ListImageVersionsCommand,
  ListStudioLifecycleConfigsCommand,
  ListUserProfilesCommand,
  SageMakerClient
} from '@aws-sdk/client-sagemaker';
import { ServerConnection } from '@jupyterlab/services';
import { problemOf } from '../server/problem';
import {
  AppType,
  IAccountImage,
  IDomainSettings,
  IImageVersion,
  ILifecycleConfig,
  ISpaceDefaults
} from '../spaces/domainSettings';
import type { IBilled } from '../spaces/billed';
import { readBilled } from './billed';
import { allPages, callAws, gatewayClient } from './client';
import { toDomainSettings, toSpaceDefaults } from './translateDomain';

/** The most that a list call returns. */
const PAGE = 100;

/**
 * Reads what spaces can be made of: settings of the domain, images, scripts. Comes with the SDK, like
 * {@link SpaceSource}.
 *
 * Every method throws ProblemError.
 */
export class AccountSource {
  /**
   * @param settings - where the Jupyter server is
   * @param region - for the SDK's form only; the server decides where a call goes
   * @param domainId - the domain, as the server part knows it
   */
  constructor(
    settings: ServerConnection.ISettings,
    region: string,
    private _domainId: string
  ) {
    this._client = gatewayClient(settings, region);
  }

  async domain(): Promise<IDomainSettings> {
    const domain = await callAws('DescribeDomain', () =>
      this._client.send(new DescribeDomainCommand({ DomainId: this._domainId }))
    );
    return toDomainSettings(domain);
  }

  /** What a user profile overrides of the domain's settings. */
  async profile(name: string): Promise<ISpaceDefaults> {
    const profile = await callAws('DescribeUserProfile', () =>
      this._client.send(
        new DescribeUserProfileCommand({
          DomainId: this._domainId,
          UserProfileName: name
        })
      )
    );
    return toSpaceDefaults(profile.UserSettings);
  }

  /** The account's own images, by name. Those of AWS's distribution belong to another account. */
  async images(): Promise<readonly IAccountImage[]> {
    const images = await allPages('ListImages', async token => {
      const page = await this._client.send(
        new ListImagesCommand({
          MaxResults: PAGE,
          NextToken: token,
          SortBy: 'IMAGE_NAME',
          SortOrder: 'ASCENDING'
        })
      );
      return { items: page.Images ?? [], next: page.NextToken };
    });
    return images.map(image => ({
      name: image.ImageName ?? '',
      displayName: image.DisplayName ?? null,
      arn: image.ImageArn ?? ''
    }));
  }

  /** The versions of one of the account's images that can be run, newest first. */
  async imageVersions(name: string): Promise<readonly IImageVersion[]> {
    const versions = await allPages('ListImageVersions', async token => {
      const page = await this._client.send(
        new ListImageVersionsCommand({
          ImageName: name,
          MaxResults: PAGE,
          NextToken: token,
          SortBy: 'VERSION',
          SortOrder: 'DESCENDING'
        })
      );
      return { items: page.ImageVersions ?? [], next: page.NextToken };
    });
    return versions
      .filter(version => version.ImageVersionStatus === 'CREATED')
      .map(version => ({
        number: version.Version ?? 0,
        arn: version.ImageVersionArn ?? ''
      }));
  }

  /** The account's scripts for apps of one type, by name. */
  async lifecycleConfigs(
    appType: AppType
  ): Promise<readonly ILifecycleConfig[]> {
    const configs = await allPages(
      'ListStudioLifecycleConfigs',
      async token => {
        const page = await this._client.send(
          new ListStudioLifecycleConfigsCommand({
            AppTypeEquals: appType,
            MaxResults: PAGE,
            NextToken: token,
            SortBy: 'Name',
            SortOrder: 'Ascending'
          })
        );
        return {
          items: page.StudioLifecycleConfigs ?? [],
          next: page.NextToken
        };
      }
    );
    return configs.map(config => ({
      name: config.StudioLifecycleConfigName ?? '',
      arn: config.StudioLifecycleConfigArn ?? ''
    }));
  }

  /**
   * Names of the user profiles that have these uids on the domain's EFS file system, by uid. One call for each profile
   * until all are found: ListUserProfiles does not tell uids. Who is deleted meanwhile is nobody.
   *
   * @param onFound - called with those that are known by then, each time that there is another
   */
  async profilesByUid(
    uids: readonly number[],
    onFound: (known: ReadonlyMap<number, string>) => void
  ): Promise<ReadonlyMap<number, string>> {
    const wanted = new Set(uids);
    const names = new Map<number, string>();
    const profiles = await allPages('ListUserProfiles', async token => {
      const page = await this._client.send(
        new ListUserProfilesCommand({
          DomainIdEquals: this._domainId,
          MaxResults: PAGE,
          NextToken: token
        })
      );
      return { items: page.UserProfiles ?? [], next: page.NextToken };
    });
    for (const { UserProfileName } of profiles) {
      if (names.size === wanted.size) {
        break;
      }
      const uid = await this._uid(UserProfileName);
      if (UserProfileName && uid !== null && wanted.has(uid)) {
        names.set(uid, UserProfileName);
        onFound(new Map(names));
      }
    }
    return names;
  }

  /** What else of the account and region is billed now, by kind. */
  billed(): Promise<readonly IBilled[]> {
    return readBilled(this._client);
  }

  /** The uid of a user profile; null for none, and where it is no more. */
  private async _uid(
    UserProfileName: string | undefined
  ): Promise<number | null> {
    try {
      const { HomeEfsFileSystemUid } = await callAws(
        'DescribeUserProfile',
        () =>
          this._client.send(
            new DescribeUserProfileCommand({
              DomainId: this._domainId,
              UserProfileName
            })
          )
      );
      return HomeEfsFileSystemUid ? Number(HomeEfsFileSystemUid) : null;
    } catch (error) {
      if (problemOf(error, '').type === 'ResourceNotFound') {
        return null;
      }
      throw error;
    }
  }

  private _client: SageMakerClient;
}
