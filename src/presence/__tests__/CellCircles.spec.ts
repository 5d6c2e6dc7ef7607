import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { IPerson, IPresence } from '../../tokens';
import { CellCircles } from '../CellCircles';

function personIn(name: string, cell: string | null): IPerson {
  return {
    username: name,
    name,
    initials: name[0],
    color: 'red',
    avatarUrl: null,
    isMe: false,
    status: 'active',
    at: {
      path: 't.ipynb',
      kind: 'notebook',
      cell: cell === null ? null : { id: cell },
      typing: false
    },
    documents: []
  };
}

/** A page with one notebook of the cells a and b. */
function setUp() {
  const cells = ['a', 'b'].map(id => ({
    node: document.createElement('div'),
    model: { sharedModel: { getId: () => id } }
  }));
  const panel = Object.assign(new Widget(), {
    context: { localPath: 't.ipynb', ready: Promise.resolve() },
    content: { widgets: cells, scrollToItem: async () => {} }
  });
  const changed = new Signal<IPresence, void>({} as IPresence);
  let people: readonly IPerson[] = [];
  const circles = new CellCircles({
    presence: {
      state: { kind: 'off' },
      changed,
      inDocument: path => (path === 't.ipynb' ? people : [])
    },
    shell: { widgets: () => [panel, new Widget()] },
    trans: nullTranslator.load('')
  });
  return {
    circles,
    be: (...now: readonly IPerson[]) => {
      people = now;
      changed.emit();
    },
    seen: () =>
      cells.map(({ node }) => [
        node.textContent,
        node.querySelector('[role="img"]')?.getAttribute('aria-label') ?? null
      ])
  };
}

describe('CellCircles', () => {
  it('go with people from cell to cell', () => {
    const { be, seen } = setUp();
    be(personIn('Ben', 'a'));
    expect(seen()).toEqual([
      ['B', 'In this cell: Ben'],
      ['', null]
    ]);
    be(personIn('Ben', 'b'), personIn('Chen', 'b'));
    expect(seen()).toEqual([
      ['', null],
      ['BC', 'In this cell: Ben, Chen']
    ]);
    be(personIn('Ben', null));
    expect(seen().flat().filter(Boolean)).toEqual([]);
  });

  it('count from three people on', () => {
    const { be, seen } = setUp();
    be(personIn('Ben', 'a'), personIn('Chen', 'a'), personIn('Dan', 'a'));
    expect(seen()[0]).toEqual(['B+2', 'In this cell: Ben, Chen, Dan']);
  });

  it('can be switched off and on', () => {
    const { circles, be, seen } = setUp();
    be(personIn('Ben', 'a'));
    circles.isOn = false;
    expect(seen()[0]).toEqual(['', null]);
    circles.isOn = true;
    expect(seen()[0][0]).toBe('B');
  });
});
