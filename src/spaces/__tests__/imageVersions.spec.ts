import {
  distributionVersions,
  newerDistribution,
  newerVersion
} from '../imageVersions';
import { makeDetails, makeImage, makeSpace } from './factories';

describe('distributionVersions', () => {
  const labels = (...versions: string[]) =>
    distributionVersions(
      versions.map(version =>
        makeSpace({ details: makeDetails({ image: makeImage(version) }) })
      ),
      null
    ).map(version => version.label);

  it('are the known ones, newest first', () => {
    expect(labels()).toEqual(['4.4', '4.0', '3.9', '2.14']);
  });

  it('are exact where a space of the domain uses them, and newer ones too', () => {
    expect(labels('3.9.0', '4.10.1', '3.9.2')).toEqual([
      '4.10.1',
      '4.4',
      '4.0',
      '3.9.2',
      '3.9.0',
      '2.14'
    ]);
  });

  it('leave out what is no version', () => {
    expect(labels('latest', '12')).toEqual(['4.4', '4.0', '3.9', '2.14']);
  });
});

describe('newerVersion', () => {
  const offers = (...labels: string[]) =>
    labels.map(label => ({ id: label, label }));
  it.each([
    ['3.9.0', ['4.4.0', '3.9.0'], '4.4.0'],
    ['4.4.0', ['4.4.0'], null],
    ['4.4.1', ['4.4'], null],
    ['4.4', ['4.4.3'], null],
    ['4.9.0', ['4.10.0'], '4.10.0'],
    ['3', ['12', '3'], '12'],
    ['5.0', ['4.4'], null],
    [null, ['4.4'], null],
    ['3.9.0', [], null]
  ])('than %s of %j: %s', (inUse, labels, newer) => {
    expect(newerVersion(inUse, offers(...labels))).toBe(newer);
  });
});

describe('newerDistribution', () => {
  const spaces = [
    makeSpace({ details: makeDetails({ image: makeImage('4.10.1') }) })
  ];

  it.each([
    ['an older release', makeImage('3.9.0'), '4.10.1'],
    ['the newest', makeImage('4.10.0'), null],
    ['an image without a version', makeImage(null), null],
    [
      'an image of one’s own',
      { ...makeImage('1.0'), arn: 'arn:aws:sagemaker:us-east-1:1:image/own' },
      null
    ],
    ['no image', null, null]
  ])('for %s', (_, image, newer) => {
    expect(newerDistribution(image, spaces)).toBe(newer);
  });
});
