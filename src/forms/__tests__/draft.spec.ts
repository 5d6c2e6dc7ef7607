import type { IChoices } from '../../jobs/request';
import {
  makeApp,
  makeDetails,
  makeImage,
  makeSpace
} from '../../spaces/__tests__/factories';
import { makeDomain } from '../../spaces/__tests__/domainSettings';
import { limitsOf } from '../../spaces/limits';
import {
  choicesOf,
  DEFAULT_SCRIPT,
  differences,
  draftOfChoices,
  IDraft,
  newDraft,
  NO_IMAGE,
  NO_SCRIPT,
  presentDraft,
  TYPED
} from '../draft';
import { imageOffers } from '../images';
import { distributionVersions } from '../../spaces/imageVersions';

const CPU = makeImage().arn ?? '';
const GPU = CPU.replace(/cpu$/, 'gpu');
const OWN = 'arn:aws:sagemaker:us-east-1:111122223333:image/genomics';
const OWN_3 = `${OWN.replace('image/', 'image-version/')}/3`;
const SCRIPT =
  'arn:aws:sagemaker:us-east-1:111122223333:studio-lifecycle-config/git';

/** A stopped space with all settings. */
const space = makeSpace({ details: makeDetails() });
const offers = imageOffers({
  spaces: [space],
  present: null,
  attached: [{ name: 'genomics', version: 3 }],
  imageArnPrefix: OWN.replace('genomics', ''),
  account: [],
  region: null
});

describe('draftOfChoices', () => {
  it.each<[string, IChoices]>([
    [
      'all there is',
      {
        display_name: 'Lab',
        instance_type: 'ml.g5.xlarge',
        image: { image_arn: GPU, version_alias: '4.4' },
        volume_gb: 40,
        idle_minutes: 90,
        lifecycle_config_arn: SCRIPT
      }
    ],
    [
      'no script, a version by number',
      {
        image: { image_arn: OWN, version_arn: OWN_3 },
        lifecycle_config_arn: null
      }
    ],
    [
      'an image that is not offered',
      {
        image: { image_arn: `${OWN}-2` }
      }
    ],
    ['nothing', {}]
  ])('asks for the same again: %s', (_, choices) => {
    const draft = {
      ...presentDraft(makeSpace({ volumeGb: null }), offers),
      ...draftOfChoices(choices, offers)
    };
    expect(choicesOf(draft, offers, 'gpu')).toEqual(choices);
  });
});

describe('newDraft', () => {
  const limits = limitsOf(makeDomain(), null, 'Private', 'JupyterLab');
  const versions = distributionVersions([], null);

  it('has what the domain gives, and the newest version of AWS’s image', () => {
    expect(newDraft(limits, offers, versions)).toMatchObject({
      instance: 'ml.t3.medium',
      image: 'distribution',
      version: '4.4',
      volume: '5',
      idle: '',
      script: DEFAULT_SCRIPT
    });
  });

  it('has the domain’s image where it names one', () => {
    const image = { name: 'genomics', version: null, arn: OWN };
    expect(newDraft({ ...limits, image }, offers, versions)).toMatchObject({
      image: OWN,
      version: OWN_3
    });
  });

  it('leaves to AWS what is not known', () => {
    const nothing = limitsOf(null, null, 'Private', 'JupyterLab');
    const draft = newDraft(nothing, [], versions);
    expect(draft).toMatchObject({
      image: NO_IMAGE,
      instance: null,
      volume: ''
    });
    expect(choicesOf(draft, [], 'cpu')).toEqual({});
  });
});

describe('choicesOf', () => {
  const draft: IDraft = {
    displayName: '',
    instance: 'ml.g5.xlarge',
    image: 'distribution',
    imageArn: '',
    version: '4.4.0',
    volume: ' 20 ',
    idle: '90',
    script: DEFAULT_SCRIPT,
    scriptArn: ''
  };

  it('names the image in the variant of the instance', () => {
    const of = (variant: 'cpu' | 'gpu') =>
      choicesOf(draft, offers, variant).image;
    expect(of('gpu')).toEqual({ image_arn: GPU, version_alias: '4.4.0' });
    expect(of('cpu')).toEqual({ image_arn: CPU, version_alias: '4.4.0' });
  });

  it.each<[string, Partial<IDraft>, Partial<IChoices>]>([
    ['as typed', { displayName: ' Nightly ' }, { display_name: 'Nightly' }],
    ['no script', { script: NO_SCRIPT }, { lifecycle_config_arn: null }],
    ['a script', { script: SCRIPT }, { lifecycle_config_arn: SCRIPT }],
    [
      'a typed script',
      { script: TYPED, scriptArn: ` ${SCRIPT}` },
      { lifecycle_config_arn: SCRIPT }
    ],
    [
      'a typed image',
      { image: TYPED, imageArn: `${OWN} ` },
      { image: { image_arn: OWN } }
    ],
    ['the newest version', { version: null }, { image: { image_arn: GPU } }]
  ])('%s', (_, change, expected) => {
    expect(choicesOf({ ...draft, ...change }, offers, 'gpu')).toEqual({
      instance_type: 'ml.g5.xlarge',
      image: { image_arn: GPU, version_alias: '4.4.0' },
      volume_gb: 20,
      idle_minutes: 90,
      ...expected
    });
  });
});

describe('differences', () => {
  const changed = (
    change: Partial<IDraft>,
    of = space,
    variant = 'cpu' as const
  ) => {
    const draft = { ...presentDraft(of, offers), ...change };
    return differences(of, choicesOf(draft, offers, variant));
  };

  it.each([
    ['all settings', space],
    ['no settings', makeSpace()],
    ['no volume of its own', makeSpace({ volumeGb: null })],
    ['a display name', makeSpace({ displayName: 'Nightly' })],
    [
      'no version',
      makeSpace({ details: makeDetails({ image: makeImage(null) }) })
    ],
    [
      'an image of the account',
      makeSpace({
        details: makeDetails({
          image: { name: 'genomics', version: '3', arn: OWN },
          lifecycleConfigArn: SCRIPT
        })
      })
    ],
    [
      'an image that is not offered',
      makeSpace({
        details: makeDetails({
          image: { name: 'gone', version: '3', arn: `${OWN}-gone` }
        })
      })
    ],
    ['an app only', makeSpace({ apps: [makeApp()] })]
  ])('are none where nothing is touched: %s', (_, of) => {
    expect(changed({}, of)).toEqual({});
  });

  it.each<[string, Partial<IDraft>, IChoices]>([
    [
      'instance',
      { instance: 'ml.m5.2xlarge' },
      { instance_type: 'ml.m5.2xlarge' }
    ],
    [
      'version',
      { version: '4.4.0' },
      { image: { image_arn: CPU, version_alias: '4.4.0' } }
    ],
    ['newest', { version: null }, { image: { image_arn: CPU } }],
    [
      'image',
      { image: OWN, version: OWN_3 },
      { image: { image_arn: OWN, version_arn: OWN_3 } }
    ],
    ['volume', { volume: '21' }, { volume_gb: 21 }],
    ['idle', { idle: '61' }, { idle_minutes: 61 }],
    ['display name', { displayName: 'Nightly' }, { display_name: 'Nightly' }],
    ['script', { script: SCRIPT }, { lifecycle_config_arn: SCRIPT }]
  ])('are that alone which was changed: %s', (_, change, expected) => {
    expect(changed(change)).toEqual(expected);
  });

  it('include the image where the instance needs its other variant', () => {
    const draft = { ...presentDraft(space, offers), instance: 'ml.g5.xlarge' };
    expect(differences(space, choicesOf(draft, offers, 'gpu'))).toEqual({
      instance_type: 'ml.g5.xlarge',
      image: { image_arn: GPU, version_alias: '3.9.0' }
    });
  });

  it('name the space by its name again where its display name is taken away', () => {
    const named = makeSpace({ displayName: 'Nightly', details: makeDetails() });
    expect(changed({ displayName: '' }, named)).toEqual({
      display_name: 'scratch'
    });
    expect(changed({ displayName: 'scratch' })).toEqual({});
  });

  it('switch a script off, and back to another', () => {
    const scripted = makeSpace({
      details: makeDetails({ lifecycleConfigArn: SCRIPT })
    });
    expect(changed({ script: NO_SCRIPT }, scripted)).toEqual({
      lifecycle_config_arn: null
    });
    expect(changed({ script: `${SCRIPT}-2` }, scripted)).toEqual({
      lifecycle_config_arn: `${SCRIPT}-2`
    });
  });

  it('compare with the settings, not with an app that still runs on former ones', () => {
    const running = makeSpace({ apps: [makeApp()], details: makeDetails() });
    expect(changed({ instance: 'ml.t3.medium' }, running)).toEqual({
      instance_type: 'ml.t3.medium'
    });
  });
});
