import { nullTranslator } from '@jupyterlab/translation';
import {
  makeDetails,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { rowOf } from '../row';
import { failureWord } from '../words';

const trans = nullTranslator.load('jupyterlab');

describe('failureWord', () => {
  it.each([
    [
      'The account-level service limit is 0 Apps',
      'quota reached for ml.m5.large'
    ],
    [
      'EC2InsufficientCapacityError: none left',
      'no capacity for ml.m5.large now'
    ],
    [
      'User: arn:aws:sts::1:assumed-role/r/SageMaker is not authorized to perform: sagemaker:CreateApp',
      'you may not run it from here'
    ],
    ['<b>anything</b>', 'failed: <b>anything</b>'],
    ['', 'failed']
  ])('of “%s”', (message, word) => {
    const job = makeJob({
      state: 'failed',
      ended: '2026-11-24T11:00:00Z',
      error: { type: 'x', message, step: 'create-app', request_id: null }
    });
    const space = makeSpace({ details: makeDetails() });
    const row = rowOf(space, job, 'ana', null, Date.parse('2026-11-24T12:00Z'));
    expect(failureWord(row, trans)).toBe(word);
  });
});
