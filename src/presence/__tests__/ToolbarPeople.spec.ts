import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { act } from '@testing-library/react';
import type { IPerson, IPresence } from '../../tokens';
import { ToolbarPeople } from '../ToolbarPeople';

function person(name: string): IPerson {
  return {
    username: name,
    name,
    initials: name[0],
    color: 'red',
    avatarUrl: null,
    isMe: false,
    status: 'active',
    at: { path: 't.ipynb', kind: 'notebook', cell: { id: 'c' }, typing: true },
    documents: []
  };
}

/** A page with one notebook, in whose toolbar there is a spacer or not. */
function setUp(options: { spacer: boolean }) {
  let added: { name: string; at: string | null; widget: Widget } | null = null;
  const add = (at: string | null) => (name: string, widget: Widget) => {
    added = { name, at, widget };
    act(() => Widget.attach(widget, document.body));
    return true;
  };
  const panel = Object.assign(new Widget(), {
    context: { localPath: 't.ipynb', ready: Promise.resolve() },
    content: { widgets: [], scrollToItem: async () => {} },
    toolbar: {
      addItem: add(null),
      insertAfter: (at: string, name: string, widget: Widget) =>
        options.spacer && add(at)(name, widget)
    }
  });
  const changed = new Signal<IPresence, void>({} as IPresence);
  let people: readonly IPerson[] = [];
  const onGo = jest.fn();
  const inToolbars = new ToolbarPeople({
    presence: {
      state: { kind: 'off' },
      changed,
      inDocument: path => (path === 't.ipynb' ? people : [])
    },
    places: { cellNumber: () => 7 },
    shell: { widgets: () => [panel, new Widget()] },
    onGo,
    trans: nullTranslator.load('')
  });
  const { at, widget } = added!;
  return {
    ...{ at, widget, inToolbars, onGo },
    be: (...names: readonly string[]) =>
      act(() => {
        people = names.map(person);
        changed.emit();
        MessageLoop.flush();
      })
  };
}

describe('ToolbarPeople', () => {
  it('stand at the right of the toolbar, and lead to where they are', () => {
    const { at, widget, onGo, be } = setUp({ spacer: true });
    expect(at).toBe('spacer');
    be('Ben');
    const button = widget.node.querySelector('button')!;
    expect(button.getAttribute('aria-label')).toBe(
      'Go to Ben: t.ipynb · cell 7 · typing'
    );
    button.click();
    expect(onGo).toHaveBeenCalledWith(
      expect.objectContaining({ path: 't.ipynb', cell: { id: 'c' } })
    );
    be();
    expect(widget.node.querySelector('button')).toBeNull();
  });

  it('stand at the end of a toolbar without a spacer', () => {
    expect(setUp({ spacer: false }).at).toBeNull();
  });

  it('are counted where there are many', () => {
    const { widget, be } = setUp({ spacer: true });
    be('Ben', 'Chen', 'Dan', 'Eve');
    expect(widget.node.querySelectorAll('button')).toHaveLength(4);
    be('Ben', 'Chen', 'Dan', 'Eve', 'Flo');
    expect(widget.node.querySelectorAll('button')).toHaveLength(3);
    const rest = widget.node.querySelector('[role="img"]')!;
    expect(rest.textContent).toBe('+2');
    expect(rest.getAttribute('aria-label')).toBe('Also here: Eve, Flo');
  });

  it('can be switched off and on', () => {
    const { widget, inToolbars } = setUp({ spacer: true });
    inToolbars.isOn = false;
    expect(widget.isHidden).toBe(true);
    inToolbars.isOn = true;
    expect(widget.isHidden).toBe(false);
  });
});
