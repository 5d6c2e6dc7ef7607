import { nullTranslator } from '@jupyterlab/translation';
import { statusParts } from '../statusParts';

const trans = nullTranslator.load('');
const instance = { vcpu: 4, memoryGiB: 16, gpu: null, fastLaunch: false };

describe('statusParts', () => {
  it.each([
    [
      'ml.g5.xlarge',
      instance,
      1.41,
      'team · ml.g5.xlarge · 4 vCPU · 16 GiB · $1.41/h'
    ],
    ['ml.g5.xlarge', undefined, undefined, 'team · ml.g5.xlarge'],
    // An unknown price is no price: the card says that it is unknown.
    ['ml.new.large', null, null, 'team · ml.new.large'],
    [null, null, null, 'team']
  ])('on %s', (type, data, price, text) => {
    const parts = statusParts('team', type, data, price, trans);
    expect(
      parts.map(part => part.text.replace(/\u00a0/g, ' ')).join(' · ')
    ).toBe(text);
  });
});
