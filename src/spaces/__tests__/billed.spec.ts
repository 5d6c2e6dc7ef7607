import { consoleLink } from '../billed';

const arn = (partition: string, region = 'eu-west-1') =>
  `arn:${partition}:sagemaker:${region}:111122223333:endpoint/x`;

describe('consoleLink', () => {
  it('leads to the thing, in its region and partition', () => {
    expect(consoleLink('endpoint', 'a b', arn('aws'))).toBe(
      'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/a%20b'
    );
    expect(consoleLink('training-job', 'x', arn('aws-cn', 'cn-north-1'))).toBe(
      'https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/jobs/x'
    );
  });

  it.each(['', 'x', arn('toString'), arn('aws', 'evil.test/?')])(
    'leads nowhere for %j',
    text => {
      expect(consoleLink('endpoint', 'x', text)).toBeNull();
    }
  );
});
