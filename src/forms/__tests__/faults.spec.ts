import { makeDomain } from '../../spaces/__tests__/domainSettings';
import {
  makeDetails,
  makeImage,
  makeSpace
} from '../../spaces/__tests__/factories';
import { ILimits, limitsOf } from '../../spaces/limits';
import { IDraft, presentDraft, TYPED } from '../draft';
import { faultsOf } from '../faults';

const OWN = 'arn:aws:sagemaker:us-east-1:111122223333:image/genomics';
const OWN_3 = `${OWN.replace('image/', 'image-version/')}/3`;
const limits = limitsOf(makeDomain(), null, 'Private', 'JupyterLab');
const space = makeSpace({ details: makeDetails() });

const kinds = (change: Partial<IDraft>, of = space, within: ILimits = limits) =>
  Object.fromEntries(
    Object.entries(
      faultsOf({ ...presentDraft(of, []), ...change }, within, of)
    ).map(([field, fault]) => [field, fault.kind])
  );

describe('faultsOf', () => {
  it('are none where nothing is touched', () => {
    expect(kinds({})).toEqual({});
    expect(kinds({}, makeSpace({ volumeGb: null }))).toEqual({});
  });

  it('are told by field, all at once', () => {
    expect(
      kinds({
        displayName: 'x'.repeat(65),
        image: TYPED,
        imageArn: 'x',
        volume: '19',
        idle: '5',
        script: TYPED,
        scriptArn: ''
      })
    ).toEqual({
      displayName: 'too-long',
      imageArn: 'no-image-arn',
      volume: 'shrinks',
      idle: 'too-small',
      scriptArn: 'no-script-arn'
    });
  });

  it('heed no ARN that is not asked for, and no timeout that cannot be chosen', () => {
    const off = { ...limits, idle: { ...limits.idle, enabled: false } };
    expect(
      kinds({ imageArn: 'x', scriptArn: 'x', idle: '5' }, space, off)
    ).toEqual({});
  });

  it('ask for a version where AWS would keep the number of the present one', () => {
    expect(kinds({ image: OWN, version: null })).toEqual({
      version: 'version-needed'
    });
    expect(kinds({ image: OWN, version: OWN_3 })).toEqual({});
    expect(kinds({ image: TYPED, imageArn: OWN })).toEqual({
      imageArn: 'version-needed'
    });
    expect(kinds({ image: TYPED, imageArn: OWN_3 })).toEqual({});
    const free = makeSpace({
      details: makeDetails({ image: makeImage(null) })
    });
    expect(kinds({ image: OWN, version: null }, free)).toEqual({});
  });
});
