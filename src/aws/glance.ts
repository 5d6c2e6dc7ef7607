import { ServerConnection } from '@jupyterlab/services';
import { isLasting, ProblemError } from '../server/problem';
import { problemOfResponse, send } from '../server/request';
import { STATUS_HEADER } from './handler';

/** The app of which the instance type is wanted; names as in DescribeApp's input. */
export interface IGlance {
  readonly DomainId: string;
  readonly SpaceName: string;
  readonly AppType: string;
}

/**
 * The instance type of a space's app by one DescribeApp, without the SDK: 43 KB are too much for one word
 * in the status bar at every start of JupyterLab.
 *
 * @returns null when it is not permitted to ask, or none is named. Rejects with ProblemError when it may be had later.
 */
export async function instanceTypeAtAGlance(
  app: IGlance,
  settings: ServerConnection.ISettings
): Promise<string | null> {
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
  const type = (await response.json())?.ResourceSpec?.InstanceType;
  return typeof type === 'string' ? type : null;
}
