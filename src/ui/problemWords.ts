import type { TranslationBundle } from '@jupyterlab/translation';
import type { IProblem } from '../server/problem';

/** A problem in plain words. */
export interface IProblemWords {
  /** What happened, in one line. */
  readonly title: string;
  /** Why, and what to do about it. */
  readonly advice: string;
}

/** What happened and what to do, for every kind of problem. */
export function problemWords(
  problem: IProblem,
  trans: TranslationBundle
): IProblemWords {
  switch (problem.kind) {
    case 'server-missing':
      return {
        title: trans.__('The server part of Spaces is missing'),
        advice: trans.__(
          'This JupyterLab server does not know the extension. Install jupyterlab-sagemaker-spaces in the environment that the server runs in, then restart the server.'
        )
      };
    case 'server-older':
      return {
        title: trans.__('The server part of Spaces is older than this page'),
        advice: trans.__(
          'Restart the JupyterLab server (versions: server / page %1).',
          problem.text
        )
      };
    case 'page-older':
      return {
        title: trans.__('This page is older than the server part of Spaces'),
        advice: trans.__(
          'Reload the page (versions: server / page %1).',
          problem.text
        )
      };
    case 'server-unreachable':
      return {
        title: trans.__('The JupyterLab server does not answer'),
        advice: trans.__(
          'Your network may be down, or this space was stopped. Nothing that runs on other spaces is touched by this.'
        )
      };
    case 'server-refused':
      return {
        title: trans.__('The JupyterLab server refused the request'),
        advice: trans.__(
          'Your session may have ended: reload the page. If it stays so, the administrator of this server does not permit it.'
        )
      };
    case 'bad-answer':
      return {
        title: trans.__('The answer could not be understood'),
        advice: trans.__(
          'Something between here and AWS answered in its place, perhaps a proxy or a login page.'
        )
      };
    case 'no-credentials':
      return {
        title: trans.__('No AWS credentials'),
        advice: trans.__(
          'The JupyterLab server found no credentials. In Studio they come by themselves: restart the space. Elsewhere, configure them as for the AWS command line.'
        )
      };
    case 'no-region':
      return {
        title: trans.__('No AWS region'),
        advice: trans.__(
          'Set AWS_REGION for the JupyterLab server, or c.SpacesExtension.region in its configuration.'
        )
      };
    case 'no-domain':
      return {
        title: trans.__('No SageMaker domain'),
        advice: trans.__(
          'Set c.SpacesExtension.domain_id in the configuration of the JupyterLab server.'
        )
      };
    case 'endpoint-unreachable':
      return {
        title: trans.__('SageMaker cannot be reached'),
        advice: trans.__(
          'The JupyterLab server has no way to the API. Check its network; in a VPC without internet, the endpoint of the SageMaker API.'
        )
      };
    case 'timed-out':
      return {
        title: trans.__('SageMaker did not answer in time'),
        advice: trans.__('The network may be slow, or the service busy.')
      };
    case 'not-allowed':
      return {
        title: trans.__('The server part does not pass this request on'),
        advice: trans.__(
          'Page and server may be of different versions: reload the page, and restart the server if it stays so.'
        )
      };
    case 'credentials-expired':
      return {
        title: trans.__('The AWS credentials have expired'),
        advice: trans.__(
          'In Studio they renew themselves within minutes; elsewhere, sign in to AWS again.'
        )
      };
    case 'credentials-invalid':
      return {
        title: trans.__('AWS does not accept the credentials'),
        advice: trans.__(
          'They may be of another account or mistyped, or the clock of this machine is wrong.'
        )
      };
    case 'access-denied':
      return {
        title: trans.__('You may not do this: %1', problem.tried),
        advice: trans.__(
          'The execution role of this space lacks the permission. Ask whoever administers the domain.'
        )
      };
    case 'throttled':
      return {
        title: trans.__('AWS asks to slow down'),
        advice: trans.__('Too many requests came from this account.')
      };
    case 'conflict':
      return {
        title: trans.__('Something else is under way'),
        advice: problem.text
      };
    case 'cannot-open':
      return {
        title: trans.__('It cannot be opened from here'),
        advice: problem.text
      };
    case 'aws':
      return {
        title: trans.__('AWS refused: %1', problem.tried),
        advice: problem.text || (problem.type ?? '')
      };
  }
}
