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
  const cell = (id: string) => ({
    node: document.createElement('div'),
    model: { sharedModel: { getId: () => id } }
  });
  const cells = ['a', 'b'].map(cell);
  const cellsChanged = new Signal<unknown, void>({});
  const panel = Object.assign(new Widget(), {
    context: { localPath: 't.ipynb', ready: Promise.resolve() },
    content: {
      widgets: cells,
      model: { cells: { changed: cellsChanged } },
      modelChanged: new Signal<unknown, void>({}),
      scrollToItem: async () => {}
    }
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
    /** The cell of that index gets another node, as when it becomes text. */
    renew: (index: number) => {
      cells[index] = cell(cells[index].model.sharedModel.getId());
      cellsChanged.emit();
    },
    /** What the next picture shows. */
    seen: async () => {
      await new Promise(requestAnimationFrame);
      return cells.map(({ node }) => [
        node.textContent,
        node.querySelector('[role="img"]')?.getAttribute('aria-label') ?? null
      ]);
    }
  };
}

describe('CellCircles', () => {
  it('go with people from cell to cell', async () => {
    const { be, seen } = setUp();
    be(personIn('Ben', 'a'));
    expect(await seen()).toEqual([
      ['B', 'In this cell: Ben'],
      ['', null]
    ]);
    be(personIn('Ben', 'b'), personIn('Chen', 'b'));
    expect(await seen()).toEqual([
      ['', null],
      ['BC', 'In this cell: Ben, Chen']
    ]);
    be(personIn('Ben', null));
    expect((await seen()).flat().filter(Boolean)).toEqual([]);
  });

  it('count from three people on', async () => {
    const { be, seen } = setUp();
    be(personIn('Ben', 'a'), personIn('Chen', 'a'), personIn('Dan', 'a'));
    expect((await seen())[0]).toEqual(['B+2', 'In this cell: Ben, Chen, Dan']);
  });

  it('can be switched off and on', async () => {
    const { circles, be, seen } = setUp();
    be(personIn('Ben', 'a'));
    circles.isOn = false;
    expect((await seen())[0]).toEqual(['', null]);
    circles.isOn = true;
    expect((await seen())[0][0]).toBe('B');
  });

  it('come again where a cell gets another node', async () => {
    const { be, renew, seen } = setUp();
    be(personIn('Ben', 'a'));
    expect((await seen())[0][0]).toBe('B');
    renew(0);
    expect((await seen())[0][0]).toBe('B');
  });
});
