import {
  Doc,
  createRelativePositionFromTypeIndex,
  Text,
  Array as YArray
} from 'yjs';
import { IDocument, peopleIn, TYPING_MS } from '../people';
import { cellIdOf, IShared } from '../shared';
import { claimOf } from '../claim';
import { GLOBAL, roomOf, SERVER, userOf } from './states';

/** A notebook of cells with these ids. */
function notebook(...ids: readonly string[]) {
  const ydoc = new Doc();
  const list = ydoc.getArray('cells') as YArray<Text>;
  const cells = ids.map((id, index) => {
    list.insert(index, [new Text('x = 1')]);
    return { getId: () => id, ysource: list.get(index) };
  });
  return { ydoc, cells, list, awareness: null! } satisfies IShared & {
    list: YArray<Text>;
  };
}

const cursorIn = (text: Text) => ({
  cursors: [
    {
      head: JSON.parse(
        JSON.stringify(createRelativePositionFromTypeIndex(text, 1))
      )
    }
  ]
});

describe('claimOf', () => {
  it.each(Object.entries(GLOBAL))('reads what %s says', (_, state) => {
    expect(claimOf(state)).toMatchObject({
      username: 'ben',
      name: 'ben',
      initials: 'B',
      avatarUrl: null,
      status: 'active',
      at: { path: 't.ipynb', kind: 'notebook' },
      documents: ['t.ipynb', 'notes/f.txt']
    });
  });

  it.each([
    ['notebook:closed.ipynb', ['t.ipynb'], null],
    ['notebook:t.ipynb', undefined, { path: 't.ipynb', kind: 'notebook' }],
    [
      'editor:RTC:a:b.txt',
      ['RTC:a:b.txt'],
      { path: 'a:b.txt', kind: 'editor' }
    ],
    ['terminal:1', ['t.ipynb'], { path: '1', kind: 'terminal' }],
    ['image:a.png', [], { path: 'a.png', kind: 'other' }],
    [null, ['t.ipynb'], null]
  ])('takes %s among %j for %j', (current, documents, at) => {
    expect(claimOf({ user: userOf('ben'), current, documents })?.at).toEqual(
      at
    );
  });

  it.each([{}, { user: null }, { user: 'ben' }, { user: { name: 'ben' } }])(
    'takes %j for nobody',
    state => {
      expect(claimOf(state)).toBeNull();
    }
  );

  it('takes nothing that a browser made up for a colour or an address', () => {
    const user = userOf('ben', {
      color: 'url(https://elsewhere)',
      avatar_url: 'javascript:alert(1)',
      initials: 7
    });
    expect(claimOf({ user })).toMatchObject({
      color: expect.stringMatching(/^var\(--jp-collaborator-color[1-7]\)$/),
      avatarUrl: null,
      initials: 'B'
    });
  });
});

describe('cellIdOf', () => {
  it('believes the active cell before the cursor', () => {
    const shared = notebook('a', 'b');
    const cursor = cursorIn(shared.cells[0].ysource);
    expect(cellIdOf(cursor, shared)).toBe('a');
    expect(cellIdOf({ ...cursor, activeCellId: 'b' }, shared)).toBe('b');
    expect(cellIdOf({ ...cursor, activeCellId: 'gone' }, shared)).toBeNull();
  });

  it('knows no cell by the cursor of a deleted one, nor by nonsense', () => {
    const shared = notebook('a', 'b');
    const cursor = cursorIn(shared.cells[0].ysource);
    shared.list.delete(0);
    const left = { ...shared, cells: [shared.cells[1]] };
    expect(cellIdOf(cursor, left)).toBeNull();
    expect(cellIdOf({ cursors: 'a' }, left)).toBeNull();
    for (const head of [
      {},
      { tname: 'cells' },
      { item: { client: -1, clock: 0.5 } },
      { item: { client: 1, clock: 1 }, type: 7 }
    ]) {
      expect(cellIdOf({ cursors: [{ head }] }, left)).toBeNull();
    }
  });
});

describe('peopleIn', () => {
  const at = (user: string, path: string, status = 'active') => ({
    user: userOf(user),
    current: `notebook:${path}`,
    documents: [path],
    spaces: { status }
  });
  const open = (
    path: string,
    members: IDocument['members'],
    typedAt: IDocument['typedAt'] = new Map()
  ): IDocument => ({ path, shared: notebook('a', 'b'), members, typedAt });

  it('leaves the server out, puts oneself first, then goes by name', () => {
    const room = roomOf(
      SERVER,
      [1, at('zoe', 't.ipynb')],
      [2, at('ben', 't.ipynb')],
      [3, at('me', 't.ipynb')]
    );
    const { people, places } = peopleIn(room, [], 'me', 0);
    expect(people.map(({ username }) => username)).toEqual([
      'me',
      'ben',
      'zoe'
    ]);
    expect(people.map(({ isMe }) => isMe)).toEqual([true, false, false]);
    expect(places.get('t.ipynb')?.map(({ username }) => username)).toEqual([
      'ben',
      'zoe'
    ]);
  });

  it('makes one person of several tabs, of which the newest tells where', () => {
    const room = roomOf(
      [1, at('ben', 'old.ipynb'), 10],
      [2, at('ben', 'new.ipynb'), 20],
      [3, at('ben', 'hidden.ipynb', 'away'), 30]
    );
    const { people, places } = peopleIn(room, [], null, 40);
    expect(people).toHaveLength(1);
    expect(people[0]).toMatchObject({
      status: 'active',
      at: { path: 'new.ipynb', cell: null, typing: false }
    });
    expect([...people[0].documents].sort()).toEqual([
      'hidden.ipynb',
      'new.ipynb',
      'old.ipynb'
    ]);
    expect(places.get('hidden.ipynb')?.[0]).toMatchObject({
      status: 'away',
      at: { path: 'hidden.ipynb' }
    });
  });

  it('takes the cell and the typing from the room of the document, by username', () => {
    const document = open(
      't.ipynb',
      roomOf(
        SERVER,
        [71, { user: userOf('ben'), activeCellId: 'a' }, 1],
        [72, { user: userOf('ben'), activeCellId: 'b' }, 2],
        [73, { user: userOf('zoe'), activeCellId: 'a' }, 3]
      ),
      new Map([[71, 1000]])
    );
    const room = roomOf(
      [1, at('ben', 't.ipynb')],
      [2, at('zoe', 'other.ipynb')]
    );
    const ben = (now: number) =>
      peopleIn(room, [document], null, now).places.get('t.ipynb');
    expect(ben(1000 + TYPING_MS - 1)).toMatchObject([
      { username: 'ben', at: { cell: { id: 'b' }, typing: true } }
    ]);
    expect(ben(1000 + TYPING_MS)).toMatchObject([
      { username: 'ben', at: { cell: { id: 'b' }, typing: false } }
    ]);
  });
});
