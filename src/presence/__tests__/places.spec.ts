import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';
import type { IWhereabouts } from '../../tokens';
import { Places } from '../places';

const AT: IWhereabouts = {
  path: 'train.ipynb',
  kind: 'notebook',
  cell: { id: 'b' },
  typing: false
};

/** A page in which one notebook, with the cells a and b, is opened when that is asked for. */
function setUp(drives: readonly string[], isOpen = false) {
  const scrollToItem = jest.fn(async () => {});
  const panel = Object.assign(new Widget(), {
    context: { localPath: 'train.ipynb', ready: Promise.resolve() },
    content: {
      widgets: ['a', 'b'].map(id => ({
        model: { sharedModel: { getId: () => id } }
      })),
      scrollToItem
    }
  });
  const main: Widget[] = isOpen ? [panel] : [];
  const commands = new CommandRegistry();
  const executed: unknown[] = [];
  for (const id of ['docmanager:open', 'terminal:open']) {
    commands.addCommand(id, {
      describedBy: { args: { type: 'object', properties: {} } },
      execute: args => {
        executed.push([id, args]);
        main[0] = panel;
      }
    });
  }
  const places = new Places({
    shell: { widgets: () => main },
    commands,
    contents: {
      driveName: path => drives.find(name => path.startsWith(`${name}:`)) ?? ''
    }
  });
  return { places, executed, scrollToItem };
}

describe('Places', () => {
  it('knows the number of a cell in a notebook that is open', () => {
    expect(setUp([], true).places.cellNumber(AT)).toBe(2);
    expect(setUp([], false).places.cellNumber(AT)).toBeNull();
    const deleted = { ...AT, cell: { id: 'gone' } };
    expect(setUp([], true).places.cellNumber(deleted)).toBeNull();
  });

  it.each([
    [[], 'train.ipynb'],
    // jupyter-collaboration 3 shares what is opened by its own drive only.
    [['RTC'], 'RTC:train.ipynb']
  ])('goes there, with the drives %j', async (drives, path) => {
    const { places, executed, scrollToItem } = setUp(drives);
    await places.go(AT);
    expect(executed).toEqual([['docmanager:open', { path }]]);
    expect(scrollToItem).toHaveBeenCalledWith(1, 'center');
  });

  it('goes to a terminal', async () => {
    const { places, executed } = setUp([]);
    await places.go({ path: '1', kind: 'terminal', cell: null, typing: false });
    expect(executed).toEqual([['terminal:open', { name: '1' }]]);
  });
});
