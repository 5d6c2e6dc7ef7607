import { nullTranslator } from '@jupyterlab/translation';
import type { IRunning } from '../cells';
import {
  billedWord,
  kernelWords,
  limitWord,
  terminalWords,
  unrecordedWords
} from '../words';
import { makeKernel, makeTerminal } from './factories';

const trans = nullTranslator.load('');
const NOW = Date.parse('2026-11-24T10:00:00Z');
const CELL = {
  id: 'a',
  msg_id: 'r',
  outputs: [],
  execution_count: null,
  last: null
};

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('words', () => {
  it('say what a kernel is at', () => {
    const running: IRunning = {
      kernel: 'k1',
      path: 'train.ipynb',
      asks: false,
      at: { cell: 7, since: NOW - 720_000 },
      cells: [CELL]
    };
    const words = (more: Partial<IRunning> | null, kernel = {}) =>
      plain(
        kernelWords(
          makeKernel(kernel),
          more ? { ...running, ...more } : undefined,
          NOW,
          trans
        )
      );
    expect(words({})).toBe('train.ipynb, cell 7, for 12 min');
    expect(words({ cells: [CELL, CELL, CELL] })).toBe(
      'train.ipynb, cell 7, 2 cells more, for 12 min'
    );
    expect(words({ asks: true })).toContain('waits for your input');
    expect(words(null)).toBe('train.ipynb, last output 12 min ago');
    expect(words(null, { path: null })).toContain(
      'Python 3 (ipykernel) without a document'
    );
  });

  it('say before, not after, that outputs are lost', () => {
    expect(unrecordedWords(makeKernel(), trans)).toBeNull();
    expect(unrecordedWords(makeKernel({ recordable: false }), trans)).toContain(
      'behind a gateway'
    );
    for (const path of [null, 'analysis.py']) {
      expect(unrecordedWords(makeKernel({ path }), trans)).toContain(
        'no notebook'
      );
    }
  });

  it('say what runs in a terminal', () => {
    const words = (more: object) =>
      plain(terminalWords(makeTerminal(more), NOW, trans));
    expect(words({})).toBe('Terminal 1: python train.py, for 2 min');
    expect(words({ since: null })).toBe('Terminal 1: python train.py');
  });

  it('count what is billed', () => {
    expect(billedWord('endpoint', 1, false, trans)).toBe('1 endpoint');
    expect(billedWord('training-job', 100, true, trans)).toBe(
      '100+ training jobs'
    );
    expect(billedWord('notebook-instance', 2, false, trans)).toBe(
      '2 notebook instances'
    );
  });

  it('say for how long one waits', () => {
    expect(
      [60, 720, 1440, 4320].map(minutes => limitWord(minutes, trans))
    ).toEqual(['1 hour', '12 hours', '24 hours', '3 days']);
  });
});
