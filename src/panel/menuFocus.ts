import type { ISignal } from '@lumino/signaling';

/** What closes, as Lumino's Menu tells of it. */
interface IClosing {
  readonly aboutToClose: ISignal<unknown, void>;
}

/**
 * Give the focus back to what had it in this node, when the context menu over it closes: Lumino leaves it nowhere.
 *
 * A dialog that a command of the menu opens comes after that, and gives it back there, too.
 */
export function returnFocus(node: HTMLElement, menu: IClosing): void {
  let before: Element | null = null;
  node.addEventListener('contextmenu', () => {
    before = node.contains(document.activeElement)
      ? document.activeElement
      : null;
  });
  menu.aboutToClose.connect(() => {
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
    before = null;
  });
}
