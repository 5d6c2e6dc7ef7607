import type { TranslationBundle } from '@jupyterlab/translation';
import type { ServerSource } from '../server/here';

/** Where a value of the card is from: the server part, an operation of the SageMaker API, the instance catalogue, or the page. */
export type Source =
  | ServerSource
  | 'DescribeSpace'
  | 'ListApps'
  | 'DescribeApp'
  | 'DescribeDomain'
  | 'catalogue'
  | 'page';

/** The source in words. Names of files, variables and operations stay as they are. */
export function sourceWord(source: Source, trans: TranslationBundle): string {
  if (source.startsWith('env:')) {
    return trans.__('environment variable %1', source.slice('env:'.length));
  }
  switch (source) {
    case 'metadata':
      return trans.__('Studio’s file resource-metadata.json');
    case 'app-arn':
      return trans.__('ARN of the app, in resource-metadata.json');
    case 'role-arn':
      return trans.__('ARN of the role, in resource-metadata.json');
    case 'trait':
      return trans.__('configuration of the Jupyter server');
    case 'identity':
      return trans.__('Jupyter’s identity of the visitor');
    case 'catalogue':
      return trans.__('instance catalogue of this extension, or your own');
    case 'page':
      return trans.__('this page and its Jupyter server');
    default:
      return trans.__('SageMaker API, %1', source);
  }
}
