import {
  makeApp,
  makeImage,
  makeSpace
} from '../../spaces/__tests__/factories';
import {
  imageOffers,
  imageRequest,
  offerOf,
  typedImageRequest,
  variantFor
} from '../images';

const OWN = 'arn:aws:sagemaker:eu-west-1:111122223333:image/';
const NOTHING = {
  spaces: [],
  present: null,
  attached: [],
  imageArnPrefix: null,
  account: [],
  region: null
};
const own = (name: string, displayName: string | null = null) => ({
  name,
  displayName,
  arn: OWN + name
});

describe('imageOffers', () => {
  it('take AWS’s distribution from a space that uses it, in both variants', () => {
    const space = makeSpace({ apps: [makeApp()] });
    const [offer] = imageOffers({
      ...NOTHING,
      spaces: [space],
      region: 'us-west-2'
    });
    const arn =
      'arn:aws:sagemaker:us-east-1:885854791233:image/sagemaker-distribution-';
    expect(offer).toMatchObject({
      id: 'distribution',
      arn: { cpu: `${arn}cpu`, gpu: `${arn}gpu` }
    });
  });

  it('know it by region where nothing uses it, and offer none where that is not known', () => {
    const of = (region: string | null) =>
      imageOffers({ ...NOTHING, region })[0]?.arn.gpu;
    expect(of('us-west-2')).toBe(
      'arn:aws:sagemaker:us-west-2:542918446943:image/sagemaker-distribution-gpu'
    );
    expect(of('eu-west-1')).toBeUndefined();
    expect(of('toString')).toBeUndefined();
    expect(of(null)).toBeUndefined();
  });

  it('name those attached to the domain first, then the others of the account, each once', () => {
    const offers = imageOffers({
      ...NOTHING,
      attached: [{ name: 'genomics', version: 3 }],
      imageArnPrefix: OWN,
      account: [own('audio', 'Audio lab'), own('genomics')]
    });
    expect(
      offers.map(offer => [offer.kind, offer.title, offer.version])
    ).toEqual([
      ['attached', 'genomics', 3],
      ['account', 'Audio lab', null]
    ]);
  });

  it('name attached images even where the images may not be listed', () => {
    const attached = [{ name: 'genomics', version: null }];
    const [offer] = imageOffers({ ...NOTHING, attached, imageArnPrefix: OWN });
    expect(offer.id).toBe(`${OWN}genomics`);
    expect(imageOffers({ ...NOTHING, attached })).toEqual([]);
  });

  it('name what the space has, be it listed or not', () => {
    const present = { name: 'gone', version: '2', arn: `${OWN}gone` };
    const offers = imageOffers({
      ...NOTHING,
      present,
      account: [own('audio')]
    });
    expect(offerOf(present, offers)?.kind).toBe('present');
    expect(offerOf(makeImage(), offers)).toBeNull();
    expect(offerOf(null, offers)).toBeNull();
  });
});

describe('variantFor', () => {
  const data = { vcpu: 2, memoryGiB: 4, gpu: null, fastLaunch: false };
  const gpu = { count: 1, model: 'A10G', memoryGiB: 22 };
  it.each([
    ['ml.g5.xlarge', { ...data, gpu }, 'gpu'],
    ['ml.t3.medium', data, 'cpu'],
    ['ml.g9.large', null, 'gpu'],
    ['ml.p6.48xlarge', undefined, 'gpu'],
    ['ml.m9.large', null, 'cpu'],
    [null, null, 'cpu']
  ] as const)('%s', (type, instance, variant) => {
    expect(variantFor(type, instance)).toBe(variant);
  });
});

describe('requests', () => {
  it.each([
    [null, {}],
    ['4.4.0', { version_alias: '4.4.0' }],
    ['arn:v/3', { version_arn: 'arn:v/3' }]
  ])('of version %s', (version, rest) => {
    expect(imageRequest('arn:i', version)).toEqual({
      image_arn: 'arn:i',
      ...rest
    });
  });

  it('of a typed ARN name the image of a version, too', () => {
    expect(typedImageRequest(`${OWN}a`)).toEqual({ image_arn: `${OWN}a` });
    const version = OWN.replace('image/', 'image-version/a/7');
    expect(typedImageRequest(version)).toEqual({
      image_arn: `${OWN}a`,
      version_arn: version
    });
  });
});
