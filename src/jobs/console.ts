/** Pages of AWS's console, by region. */

/** Console hosts of AWS's partitions, by the beginning of their regions' names. Isolated partitions have none. */
const HOSTS: readonly (readonly [string, string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['eusc-', 'console.amazonaws-eusc.eu']
];
const ISOLATED = /^(us-iso|eu-iso)/;

/** Where CloudWatch has what an app wrote. */
export interface ILog {
  readonly group: string;
  readonly stream: string;
  /** The stream in AWS's console; null where the region or its console is not known. */
  readonly url: string | null;
}

/** What names an app's log. */
export interface ILogPlace {
  readonly domain: string;
  readonly space: string;
  readonly appType: string;
  readonly region: string | null;
}

/** Group of all that apps of Studio write (reported). */
const GROUP = '/aws/sagemaker/studio';

/** The log of a space's app, or of the lifecycle script that runs before it (reported). */
export function logOf(place: ILogPlace, which: 'app' | 'lifecycle'): ILog {
  const { domain, space, appType, region } = place;
  const app = [domain, space, appType, 'default'].join('/');
  const stream = which === 'app' ? app : `${app}/LifecycleConfigOnStart`;
  const root = consoleOf(region);
  return {
    group: GROUP,
    stream,
    url:
      root &&
      `${root}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${encode(GROUP)}/log-events/${encode(stream)}`
  };
}

/** The page of Service Quotas with those of SageMaker; null where the region or its console is not known. */
export function quotasUrl(region: string | null): string | null {
  const root = consoleOf(region);
  return root && `${root}/servicequotas/home/services/sagemaker/quotas`;
}

function consoleOf(region: string | null): string | null {
  if (!region || !/^[a-z0-9-]+$/.test(region) || ISOLATED.test(region)) {
    return null;
  }
  const host = HOSTS.find(([prefix]) => region.startsWith(prefix))?.[1];
  return `https://${region}.${host ?? 'console.aws.amazon.com'}`;
}

/** CloudWatch's console encodes a name twice, with `$` in place of the percent sign. */
function encode(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
