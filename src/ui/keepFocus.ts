const CONTROLS = 'button, a[href], input, select, summary';

/**
 * Keep the focus below a node when what has it is taken away: it goes to what stands next to that, else to what holds it.
 *
 * Otherwise it would be at the beginning of the page. The result ends it.
 */
export function keepFocus(node: HTMLElement): () => void {
  let last: Element | null = null;
  const note = (event: FocusEvent) => {
    last = event.target as Element;
  };
  const forget = () => {
    // What is taken away may lose the focus first: only then is it seen which it was.
    window.setTimeout(() => {
      if (last?.isConnected && document.activeElement !== last) {
        last = null;
      }
    });
  };
  const observer = new MutationObserver(records => {
    if (last?.isConnected || document.activeElement !== document.body) {
      return;
    }
    const taken = records.find(({ removedNodes }) =>
      Array.from(removedNodes).some(removed => removed.contains(last))
    );
    last = null;
    if (taken) {
      nearest(taken, node)?.focus();
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

/** The control nearest to where something was: behind it, before it, then around it. */
function nearest(
  { nextSibling, previousSibling, target }: MutationRecord,
  node: HTMLElement
): HTMLElement | null {
  let [next, previous] = [nextSibling, previousSibling];
  let around: Node | null = target;
  while (around && node.contains(around)) {
    for (; next; next = next.nextSibling) {
      const control = controlIn(next, 0);
      if (control) {
        return control;
      }
    }
    for (; previous; previous = previous.previousSibling) {
      const control = controlIn(previous, -1);
      if (control) {
        return control;
      }
    }
    [next, previous] = [around.nextSibling, around.previousSibling];
    around = around.parentNode;
  }
  return null;
}

/** The first (0) or last (-1) control of a node that is seen. */
function controlIn(node: Node, at: 0 | -1): HTMLElement | undefined {
  if (!(node instanceof HTMLElement)) {
    return undefined;
  }
  return [node, ...node.querySelectorAll<HTMLElement>('*')]
    .filter(one => one.matches(CONTROLS) && one.checkVisibility?.() !== false)
    .at(at);
}
