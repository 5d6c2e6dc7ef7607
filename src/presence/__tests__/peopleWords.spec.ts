import { nullTranslator } from '@jupyterlab/translation';
import type { IWhereabouts } from '../../tokens';
import { placeWords } from '../peopleWords';

const trans = nullTranslator.load('');

const AT: IWhereabouts = {
  path: 'work/train.ipynb',
  kind: 'notebook',
  cell: { id: 'c7' },
  typing: false
};

it.each<[string, Partial<IWhereabouts>, number | null, string]>([
  ['a cell', {}, 7, 'train.ipynb · cell 7'],
  ['typing', { typing: true }, 7, 'train.ipynb · cell 7 · typing'],
  ['a cell that is not known', {}, null, 'train.ipynb'],
  [
    'a terminal',
    { kind: 'terminal', path: '1', cell: null },
    null,
    'terminal 1'
  ]
])('says %s', (_, at, cell, words) => {
  expect(placeWords({ ...AT, ...at }, cell, trans)).toBe(words);
});
