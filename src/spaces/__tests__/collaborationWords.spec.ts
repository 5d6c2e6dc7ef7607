import { nullTranslator } from '@jupyterlab/translation';
import type { Collaboration } from '../collaboration';
import { collaborationWords } from '../collaborationWords';

const trans = nullTranslator.load('');

describe('collaborationWords', () => {
  it.each<[Collaboration, RegExp, RegExp]>([
    ['on', /^Shared space: real-time collaboration on$/, /edits it together/],
    ['private', /^Private space: only you can open it$/, /shared space/],
    ['not-installed', /is not installed$/, /pip install.*run it again/],
    ['not-enabled', /server extension/, /jupyter server extension enable/],
    ['not-in-page', /JupyterLab extension/, /reload the page/],
    ['documents-off', /\(disabled\)$/, /disable_rtc/],
    ['too-old', /too old for this JupyterLab$/, /jupyter-collaboration>=4/],
    ['unknown', /not known$/, /reload the page/]
  ])('%s: says how it is, and what to do', (collaboration, sentence, todo) => {
    const words = collaborationWords(collaboration, trans);
    expect(words.sentence).toMatch(sentence);
    expect(words.todo).toMatch(todo);
  });

  it('warns of copies wherever a document is not shared', () => {
    const warns = (collaboration: Collaboration) =>
      /a copy of their own/.test(collaborationWords(collaboration, trans).todo);
    expect(warns('documents-off')).toBe(true);
    expect(warns('not-installed')).toBe(true);
    expect(warns('too-old')).toBe(true);
    expect(warns('on')).toBe(false);
    expect(warns('private')).toBe(false);
  });
});
