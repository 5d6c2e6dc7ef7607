import { logOf, quotasUrl } from '../console';

const PLACE = { domain: 'd-1', space: 'lab', appType: 'JupyterLab' };

describe('logOf', () => {
  it('encodes the names as CloudWatch’s console does', () => {
    const log = logOf({ ...PLACE, region: 'us-east-1' }, 'lifecycle');
    expect(log).toEqual({
      group: '/aws/sagemaker/studio',
      stream: 'd-1/lab/JupyterLab/default/LifecycleConfigOnStart',
      url: 'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Fsagemaker$252Fstudio/log-events/d-1$252Flab$252FJupyterLab$252Fdefault$252FLifecycleConfigOnStart'
    });
  });

  it('leads nowhere else by a name that is none', () => {
    const { url } = logOf(
      { ...PLACE, space: '../x"><script>#?', region: 'us-east-1' },
      'app'
    );
    expect(url).toMatch(/log-events\/[A-Za-z0-9$.-]+$/);
  });
});

describe('quotasUrl', () => {
  it.each([
    ['eu-central-1', 'https://eu-central-1.console.aws.amazon.com'],
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu']
  ])('of %s is on %s', (region, host) => {
    expect(quotasUrl(region)).toBe(
      `${host}/servicequotas/home/services/sagemaker/quotas`
    );
  });

  it.each([null, '', 'us-iso-east-1', 'us-isob-east-1', 'x.evil.example/'])(
    'of %s is not known',
    region => {
      expect(quotasUrl(region)).toBeNull();
    }
  );
});
