import { keepFocus } from '../keepFocus';

/** Let observers and timers run. */
const settle = () => new Promise(resolve => setTimeout(resolve, 1));

describe('keepFocus', () => {
  const node = document.createElement('div');
  const get = (id: string) => document.getElementById(id)!;
  let end: () => void;

  beforeEach(() => {
    document.body.replaceChildren(node);
    node.innerHTML = `
      <p><button id="first"></button></p>
      <ul>
        <li id="one"><button id="a"></button></li>
        <li id="two"><b>text</b><button id="b"></button></li>
        <li id="three">no control</li>
      </ul>
      <p><button id="last"></button></p>`;
    end = keepFocus(node);
  });

  afterEach(() => end());

  it.each([
    ['what is behind it', 'a', ['one'], 'b'],
    ['what is before it, where nothing is behind', 'b', ['two'], 'a'],
    ['what stands behind all of it', 'b', ['one', 'two'], 'last'],
    ['its own row’s, when it goes alone', 'b', ['b'], 'a']
  ])('gives it to %s', async (_, focused, removed, expected) => {
    get(focused).focus();
    await settle();
    removed.forEach(id => get(id).remove());
    await settle();
    expect(document.activeElement?.id).toBe(expected);
  });

  it('leaves it where it was put meanwhile', async () => {
    const outside = document.createElement('button');
    document.body.append(outside);
    get('a').focus();
    get('one').remove();
    outside.focus();
    await settle();
    expect(document.activeElement).toBe(outside);
  });

  it('has no say when the focus had been given up before', async () => {
    get('a').focus();
    get('a').blur();
    await settle();
    get('one').remove();
    await settle();
    expect(document.activeElement).toBe(document.body);
  });
});
