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
import { joinSpaces, toDetails } from './translate';

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
   * All spaces of the domain, each with its apps.
   *
   * @param onPage - called with what is known after each page of ListSpaces but the last
   */
  async list(
    signal: AbortSignal,
    onPage: (spaces: ISpace[]) => void
  ): Promise<ISpace[]> {
    const apps = allPages<AppDetails>('ListApps', async token => {
      const page = await this._client.send(
        new ListAppsCommand({
          DomainIdEquals: this._domainId,
          MaxResults: PAGE,
          NextToken: token
        }),
        { abortSignal: signal }
      );
      return { items: page.Apps ?? [], next: page.NextToken };
    });
    // The first page of spaces does not wait for the apps, and a failure of both is one failure.
    apps.catch(() => undefined);
    const spaces = await allPages<SpaceDetails>(
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
        return { items: page.Spaces ?? [], next: page.NextToken };
      },
      async known => onPage(joinSpaces(known, await apps))
    );
    return joinSpaces(spaces, await apps);
  }

  /** Details of one space; where its app failed, with the app's reason. */
  async describe(space: ISpace, signal: AbortSignal): Promise<ISpaceDetails> {
    const described = await callAws('DescribeSpace', () =>
      this._client.send(
        new DescribeSpaceCommand({
          DomainId: this._domainId,
          SpaceName: space.name
        }),
        { abortSignal: signal }
      )
    );
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

  private _client: SageMakerClient;
}
