import {
  AppDetails,
  DescribeAppCommand,
  DescribeSpaceCommand,
  ListAppsCommand,
  ListSpacesCommand,
  SageMakerClient,
  SpaceDetails
} from '@aws-sdk/client-sagemaker';
import { ServerConnection } from '@jupyterlab/services';
import { detailsKey, ISpace, ISpaceDetails, mainApp } from '../spaces/space';
import { allPages, callAws, gatewayClient } from './client';
import {
  IList,
  joinApps,
  mergeSpaces,
  toDescribedSpace,
  toDetails,
  toSpace
} from './translate';

/** The most that a list call returns (MaxResults of ListSpaces and ListApps). */
const PAGE = 100;

/**
 * Reads spaces through the SDK. Loaded on first use only: the SDK comes with it.
 *
 * Every method throws ProblemError.
 */
export class SpaceSource {
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

  /**
   * All spaces of the domain, each with its apps, and the apps that belong to no space.
   *
   * What changed comes first, so after the first time a list ends at a page that is known already. Such a list does
   * not tell which spaces were deleted: for that, read the `whole` from time to time.
   *
   * @param onPage - called with what is known after each page
   */
  async list(
    signal: AbortSignal,
    whole: boolean,
    onPage?: (list: IList) => void
  ): Promise<IList> {
    const known = whole ? [] : this._known;
    const times = new Map(known.map(space => [space.name, changeOf(space)]));
    let spaces: readonly ISpace[] = [];
    let apps: readonly AppDetails[] = [];
    let appsRead = false;
    const tell = async () => {
      if (spaces.length > 0) {
        onPage?.(joinApps(spaces, apps, appsRead));
      }
    };
    await Promise.all([
      allPages<SpaceDetails>(
        'ListSpaces',
        async token => {
          const page = await this._client.send(
            new ListSpacesCommand({
              DomainIdEquals: this._domainId,
              MaxResults: PAGE,
              NextToken: token,
              SortBy: 'LastModifiedTime',
              SortOrder: 'Descending'
            }),
            { abortSignal: signal }
          );
          const items = page.Spaces ?? [];
          const read = items.map(toSpace);
          spaces = mergeSpaces(spaces, read);
          const isRestKnown =
            read.length > 0 &&
            read.every(space => times.get(space.name) === changeOf(space));
          return { items, next: isRestKnown ? undefined : page.NextToken };
        },
        tell
      ),
      allPages<AppDetails>(
        'ListApps',
        async token => {
          const page = await this._client.send(
            new ListAppsCommand({
              DomainIdEquals: this._domainId,
              MaxResults: PAGE,
              NextToken: token
            }),
            { abortSignal: signal }
          );
          return { items: page.Apps ?? [], next: page.NextToken };
        },
        async read => {
          apps = read;
          await tell();
        }
      ).then(all => {
        apps = all;
        appsRead = true;
      })
    ]);
    this._known = mergeSpaces(known, spaces);
    return joinApps(this._known, apps, true);
  }

  /** One space with its details, without the list; its apps are not read. */
  async read(name: string, signal: AbortSignal): Promise<ISpace> {
    return toDescribedSpace(await this._describe(name, signal));
  }

  /** Details of one space; where its app failed, with the app's reason. */
  async describe(space: ISpace, signal: AbortSignal): Promise<ISpaceDetails> {
    const described = await this._describe(space.name, signal);
    const app = mainApp(space);
    const failed =
      app?.status === 'Failed'
        ? await callAws('DescribeApp', () =>
            this._client.send(
              new DescribeAppCommand({
                DomainId: this._domainId,
                SpaceName: space.name,
                AppType: app.type as never, // an AppType that the SDK does not know is passed on
                AppName: app.name
              }),
              { abortSignal: signal }
            )
          )
        : null;
    return toDetails(detailsKey(space), described, failed);
  }

  private _describe(name: string, signal: AbortSignal) {
    return callAws('DescribeSpace', () =>
      this._client.send(
        new DescribeSpaceCommand({
          DomainId: this._domainId,
          SpaceName: name
        }),
        { abortSignal: signal }
      )
    );
  }

  private _client: SageMakerClient;
  /** By name, without apps, as the last list told them. */
  private _known: readonly ISpace[] = [];
}

/** Another text means that the space was changed. */
function changeOf(space: ISpace): string {
  return `${space.spaceStatus} ${space.modified?.getTime() ?? ''}`;
}
