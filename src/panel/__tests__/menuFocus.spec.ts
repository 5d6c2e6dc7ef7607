import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';
import { returnFocus } from '../menuFocus';

describe('returnFocus', () => {
  const menu = new Menu({ commands: new CommandRegistry() });
  const node = document.createElement('div');
  const row = document.createElement('button');
  const other = document.createElement('button');
  node.append(row);
  document.body.append(node, other);
  returnFocus(node, menu);

  afterAll(() => menu.dispose());

  const openAndClose = (focused: HTMLElement) => {
    focused.focus();
    focused.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    menu.open(0, 0);
    menu.node.focus();
    expect(document.activeElement).toBe(menu.node);
    menu.close();
  };

  it('gives it back to the row over which the menu was', () => {
    openAndClose(row);
    expect(document.activeElement).toBe(row);
  });

  it('has no say in the menus of others', () => {
    openAndClose(row);
    openAndClose(other);
    expect(document.activeElement).not.toBe(row);
  });
});
