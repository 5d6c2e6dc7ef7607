/** What can have the focus by the Tab key. */
const CONTROLS = ['button', 'a[href]', 'input', 'select', 'textarea', 'summary']
  .map(control => `${control}:not(:disabled):not([tabindex="-1"])`)
  .join(', ');

/** Where something is: what holds it, from the inside out, and as which child. */
type Way = readonly { readonly holder: Element; readonly at: number }[];

/**
 * Keep the focus below a node when what has it is taken away: it goes to what comes into its place or stands next to it,
 * else to what holds it.
 *
 * Otherwise it would be at the beginning of the page. The result ends it.
 */
export function keepFocus(node: HTMLElement): () => void {
  let last: Element | null = null;
  let way: Way = [];
  const note = (event: FocusEvent) => {
    last = event.target as Element;
    way = wayTo(last, node);
  };
  const forget = () => {
    // What is taken away may lose the focus first: only then is it seen which it was.
    window.setTimeout(() => {
      if (last?.isConnected && document.activeElement !== last) {
        last = null;
      }
    });
  };
  const observer = new MutationObserver(() => {
    if (last && node.contains(last)) {
      way = wayTo(last, node);
    } else if (last) {
      last = null;
      if (document.activeElement === document.body) {
        nearest(way)?.focus();
      }
    }
  });
  node.addEventListener('focusin', note);
  node.addEventListener('focusout', forget);
  observer.observe(node, { childList: true, subtree: true });
  return () => {
    node.removeEventListener('focusin', note);
    node.removeEventListener('focusout', forget);
    observer.disconnect();
  };
}

function wayTo(element: Element, node: Element): Way {
  const way = [];
  for (let one = element; one !== node; one = one.parentElement!) {
    const holder = one.parentElement!;
    way.push({ holder, at: Array.from(holder.children).indexOf(one) });
  }
  return way;
}

/** The control nearest to where something was: in its place or behind it, before it, then around it. */
function nearest(way: Way): HTMLElement | undefined {
  for (const { holder, at } of way) {
    if (holder.isConnected) {
      const children = Array.from(holder.children);
      const behind = children.slice(at);
      const before = children.slice(0, at).reverse();
      for (const child of [...behind, ...before]) {
        const control = controlIn(child);
        if (control) {
          return control;
        }
      }
    }
  }
  return undefined;
}

/** The first control of an element that is seen: of a row, what opens it. */
function controlIn(element: Element): HTMLElement | undefined {
  return [element, ...element.querySelectorAll(CONTROLS)]
    .filter(one => one instanceof HTMLElement && one.matches(CONTROLS))
    .find(one => one.checkVisibility?.() !== false) as HTMLElement | undefined;
}
