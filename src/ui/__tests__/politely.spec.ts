import { politely } from '../politely';

/** A toast as JupyterLab makes it, after a while. */
function toast(id: string): Element {
  const node = document.createElement('div');
  node.id = id;
  node.innerHTML = '<div role="alert">It runs.</div>';
  document.body.append(node);
  return node.firstElementChild!;
}

const settle = () => new Promise(resolve => setTimeout(resolve, 1));

describe('politely', () => {
  it('has the toast of its notification wait for a pause, and no other', async () => {
    politely('ours');
    const theirs = toast('theirs');
    const ours = toast('ours');
    await settle();
    expect(ours.getAttribute('aria-live')).toBe('polite');
    expect(theirs.getAttribute('aria-live')).toBeNull();
  });

  it('has one wait that is there already', () => {
    const there = toast('there');
    politely('there');
    expect(there.getAttribute('aria-live')).toBe('polite');
  });

  it('waits no longer than for a while', async () => {
    jest.useFakeTimers();
    politely('late');
    jest.advanceTimersByTime(60_000);
    jest.useRealTimers();
    const late = toast('late');
    await settle();
    expect(late.getAttribute('aria-live')).toBeNull();
  });
});
