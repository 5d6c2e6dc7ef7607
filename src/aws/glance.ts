import type { DescribeAppResponse } from '@aws-sdk/client-sagemaker';
import { ServerConnection } from '@jupyterlab/services';
import { isLasting, ProblemError } from '../server/problem';
import { problemOfResponse, send } from '../server/request';
import type { IHereApp } from '../spaces/space';
import { STATUS_HEADER } from './handler';

/** The app that is wanted; names as in DescribeApp's input. */
export interface IGlance {
  readonly DomainId: string;
  readonly SpaceName: string;
  readonly AppType: string;
}

/**
 * A space's app by one DescribeApp, without the SDK: 43 KB are too much for a few words in the status bar at every
 * start of JupyterLab.
 *
 * @returns null when it is not permitted to ask. Rejects with ProblemError when it may be had later.
 */
export async function appAtAGlance(
  app: IGlance,
  settings: ServerConnection.ISettings
): Promise<IHereApp | null> {
  const response = await send(
    'aws',
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'SageMaker.DescribeApp'
      },
      body: JSON.stringify({ ...app, AppName: 'default' })
    },
    settings,
    'DescribeApp'
  );
  if (response.headers.get(STATUS_HEADER) !== '200') {
    const problem = await problemOfResponse(response, 'DescribeApp');
    if (isLasting(problem)) {
      return null;
    }
    throw new ProblemError(problem);
  }
  return toHereApp(await response.json());
}

/** The app that one is in, from DescribeApp's answer as JSON (its times are seconds since 1970). */
function toHereApp(
  app: Omit<DescribeAppResponse, 'CreationTime'> & { CreationTime?: unknown }
): IHereApp {
  const { Status, CreationTime: created } = app;
  return {
    instanceType: app.ResourceSpec?.InstanceType ?? null,
    since:
      Status === 'InService' && typeof created === 'number'
        ? new Date(created * 1000)
        : null,
    recoveryMode: app.RecoveryMode ?? false
  };
}
