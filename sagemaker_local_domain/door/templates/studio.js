// Keeps the list of spaces fresh, and opens a space at once where its address leads straight to it.
// What the server sends is a list that it has escaped.

const list = document.getElementById('list');
const trouble = document.getElementById('trouble');
let shown = null;

async function refresh() {
  const answer = await fetch(list.dataset.source);
  if (!answer.ok) {
    throw new Error(`The list was answered with ${answer.status}.`);
  }
  const text = await answer.text();
  if (text !== shown) {
    const focused = document.activeElement?.id;
    list.innerHTML = text;
    shown = text;
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }
}

async function keepFresh() {
  if (!document.hidden) {
    try {
      await refresh();
      trouble.hidden = true;
    } catch {
      trouble.hidden = false;
    }
  }
  setTimeout(keepFresh, 1500);
}

if (list) {
  keepFresh();
}
document.querySelector('[data-open-at-once] form[action$="/open"]')?.submit();
