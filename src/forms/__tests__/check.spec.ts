import {
  checkDisplayName,
  checkIdle,
  checkImageArn,
  checkName,
  checkScriptArn,
  checkVolume
} from '../check';

describe('checkName', () => {
  const existing = ['churn-team', 'Scratch'];
  it.each([
    ['', 'empty'],
    ['a', null],
    ['7', null],
    ['my-space', null],
    ['a--b', null],
    ['a'.repeat(63), null],
    ['a'.repeat(64), 'too-long'],
    [`a${'-'.repeat(62)}b`, 'too-long'],
    ['-a', 'hyphen-outside'],
    ['a-', 'hyphen-outside'],
    ['-', 'hyphen-outside'],
    ['my space', 'characters'],
    ['my_space', 'characters'],
    ['raum-für-ana', 'characters'],
    ['a\n', 'characters'],
    ['scratch', 'taken'],
    ['CHURN-TEAM', 'taken'],
    ['churn-team-2', null]
  ])('%j: %s', (name, kind) => {
    expect(checkName(name, existing)?.kind ?? null).toBe(kind);
  });

  it('agrees with AWS’s own pattern on every short text', () => {
    const pattern = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
    const alphabet = ['a', 'Z', '0', '-', '_', ' ', '.'];
    let texts = [''];
    for (let length = 1; length <= 4; length++) {
      texts = texts.flatMap(text => alphabet.map(letter => text + letter));
      for (const text of texts) {
        expect([text, checkName(text, []) === null]).toEqual([
          text,
          pattern.test(text)
        ]);
      }
    }
  });

  it('names the first character that is not permitted, even one of two code units', () => {
    expect(checkName('a🚀b', [])).toEqual({ kind: 'characters', found: '🚀' });
  });
});

describe('checkDisplayName', () => {
  it.each([
    ['', null],
    ['Nightly pipelines ✓', null],
    ['x'.repeat(64), null],
    ['x'.repeat(65), 'too-long']
  ])('%j: %s', (name, kind) => {
    expect(checkDisplayName(name)?.kind ?? null).toBe(kind);
  });
});

describe('checkVolume', () => {
  const limits = { least: 5, most: 500 };
  it.each<[string, number | null, string | null]>([
    ['', null, null],
    ['5', null, null],
    [' 20 ', null, null],
    ['500', null, null],
    ['4', null, 'too-small'],
    ['501', null, 'too-large'],
    ['5.5', null, 'no-whole-number'],
    ['-5', null, 'no-whole-number'],
    ['1e2', null, 'no-whole-number'],
    ['20', 20, null],
    ['19', 20, 'shrinks'],
    ['21', 20, null],
    ['', 20, 'no-whole-number'],
    ['501', 20, 'too-large'],
    // What an administrator made is larger than what people may ask for: it may stay.
    ['800', 800, null],
    ['801', 800, 'too-large']
  ])('%j, now %j: %s', (text, present, kind) => {
    expect(checkVolume(text, limits, present)?.kind ?? null).toBe(kind);
  });
});

describe('checkIdle', () => {
  const limits = { least: 60, most: 600 };
  it.each<[string, number | null, string | null]>([
    ['', null, null],
    ['', 120, 'cannot-be-unset'],
    ['60', null, null],
    ['59', null, 'too-small'],
    ['601', null, 'too-large'],
    ['an hour', null, 'no-whole-number'],
    // A bound that was set later does not touch what is there.
    ['900', 900, null],
    ['901', 900, 'too-large']
  ])('%j, now %j: %s', (text, present, kind) => {
    expect(checkIdle(text, limits, present)?.kind ?? null).toBe(kind);
  });
});

describe('ARNs', () => {
  it.each([
    ['arn:aws:sagemaker:us-east-1:885854791233:image/a-b', true],
    ['arn:aws-cn:sagemaker:cn-north-1:885854791233:image/ours.v2', true],
    ['arn:aws:sagemaker:us-east-1:885854791233:image-version/a/12', true],
    ['arn:aws:sagemaker:us-east-1:885854791233:image-version/a', false],
    ['arn:aws:sagemaker:us-east-1:885854791233:image/', false],
    ['arn:aws:ecr:us-east-1:885854791233:image/a', false],
    ['', false]
  ])('of an image: %s', (arn, right) => {
    expect(checkImageArn(arn) === null).toBe(right);
  });

  it.each([
    [
      'arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/git',
      true
    ],
    ['arn:aws:sagemaker:us-east-1:111122223333:image/git', false],
    ['git', false]
  ])('of a script: %s', (arn, right) => {
    expect(checkScriptArn(arn) === null).toBe(right);
  });
});
