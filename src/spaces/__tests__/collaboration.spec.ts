import { nullTranslator } from '@jupyterlab/translation';
import type { IServerCollaboration } from '../../server/here';
import {
  Collaboration,
  collaborationOf,
  collaborationWord,
  IPageCollaboration
} from '../collaboration';

const server = (why: IServerCollaboration['why']): IServerCollaboration => ({
  version: why === 'not-installed' ? null : '4.4.2',
  enabled: why !== 'not-enabled',
  why
});
const page = (
  awareness: boolean,
  documentsOff = false
): IPageCollaboration => ({ awareness, documentsOff });

describe('collaborationOf', () => {
  it.each<
    [
      IServerCollaboration | null,
      IPageCollaboration,
      string | null,
      Collaboration
    ]
  >([
    [server(null), page(true), 'Shared', 'on'],
    [server(null), page(true), null, 'on'],
    [null, page(true), 'Shared', 'on'],
    // Whatever is installed: nobody else comes in.
    [server(null), page(true), 'Private', 'private'],
    [server('not-installed'), page(false), 'Private', 'private'],
    [server('not-installed'), page(false), 'Shared', 'not-installed'],
    [server('not-enabled'), page(false), 'Shared', 'not-enabled'],
    [server(null), page(false), 'Shared', 'not-in-page'],
    [server('documents-off'), page(false), 'Shared', 'not-in-page'],
    [server('documents-off'), page(true), 'Shared', 'documents-off'],
    [server('too-old'), page(true, true), 'Shared', 'too-old'],
    [server('too-old'), page(false), 'Shared', 'not-in-page'],
    [server('too-old'), page(true), 'Private', 'private'],
    [server(null), page(true, true), 'Shared', 'documents-off'],
    [null, page(false), 'Shared', 'unknown']
  ])('server %p, page %p, sharing %p: %s', (known, seen, sharing, expected) => {
    expect(collaborationOf(known, seen, sharing)).toBe(expected);
  });
});

describe('collaborationWord', () => {
  it('says why it is off', () => {
    const trans = nullTranslator.load('');
    expect(collaborationWord('on', trans)).toBe('on');
    expect(collaborationWord('not-installed', trans)).toBe(
      'off: jupyter-collaboration is not installed'
    );
    expect(collaborationWord('documents-off', trans)).toBe(
      'off for documents (disableRTC)'
    );
  });
});
