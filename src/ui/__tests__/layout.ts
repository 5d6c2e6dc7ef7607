/** Height of a row where {@link fakeLayout} is on, px. */
export const ROW = 40;

/** Height of what scrolls, px. */
export const HEIGHT = 400;

/** jsdom gives nothing a place: let rows have a height, and what scrolls scroll. */
export function fakeLayout(): void {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    configurable: true,
    get(this: HTMLElement) {
      return isScroller(this) ? HEIGHT : 0;
    }
  });
  HTMLElement.prototype.getBoundingClientRect = function (this: HTMLElement) {
    const around = this.parentElement?.closest('.jp-Spaces-content');
    return {
      top: -(around?.scrollTop ?? 0),
      height: this.tagName === 'LI' ? ROW : 0
    } as DOMRect;
  };
  HTMLElement.prototype.scrollTo = function (
    this: HTMLElement,
    options?: ScrollToOptions | number
  ) {
    const top = (typeof options === 'object' ? options.top : 0) ?? 0;
    if (top !== this.scrollTop) {
      this.scrollTop = top;
      this.dispatchEvent(new Event('scroll'));
    }
  };
}

/** An element of the page in which the panel's content scrolls. */
export function scroller(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'jp-Spaces-content';
  document.body.append(element);
  return element;
}

function isScroller(element: HTMLElement): boolean {
  return element.classList.contains('jp-Spaces-content');
}
