import { keepFocus } from '../keepFocus';

/** Let observers and timers run. */
const settle = () => new Promise(resolve => setTimeout(resolve, 1));

describe('keepFocus', () => {
  const node = document.createElement('div');
  const get = (id: string) => document.getElementById(id)!;
  let end: () => void;

  beforeEach(() => {
    document.body.replaceChildren(node);
    // As React makes it: without white space in between.
    node.innerHTML = [
      '<p><button id="first"></button></p>',
      '<ul>',
      '<li id="one"><button id="a"></button></li>',
      '<li id="two"><b>text</b><button id="b"></button><button id="c"></button></li>',
      '<li id="three">no control<button disabled></button></li>',
      '</ul>',
      '<p><button id="last"></button></p>'
    ].join('');
    end = keepFocus(node);
  });

  afterEach(() => end());

  it.each([
    ['what is behind it', 'a', ['one'], 'b'],
    ['what is before it, where nothing is behind', 'c', ['c'], 'b'],
    [
      'what opens the row before it, where none behind has a control',
      'c',
      ['two'],
      'a'
    ],
    ['what stands behind all that went', 'a', ['one', 'two'], 'last'],
    ['what is before all of it', 'last', ['last', 'two', 'three'], 'a']
  ])('gives it to %s', async (_, focused, removed, expected) => {
    get(focused).focus();
    await settle();
    removed.forEach(id => get(id).remove());
    await settle();
    expect(document.activeElement?.id).toBe(expected);
  });

  it('gives it to what comes into its place', async () => {
    get('b').focus();
    get('two').innerHTML = '<i>more</i><button id="new"></button>';
    await settle();
    expect(document.activeElement?.id).toBe('new');
  });

  it('goes by where it stands now, not by where it stood', async () => {
    get('b').focus();
    get('one').remove();
    await settle();
    get('two').replaceWith(...get('two').cloneNode(true).childNodes);
    await settle();
    expect(document.activeElement?.id).toBe('b');
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

  it('lets go of what is moved elsewhere', async () => {
    const outside = document.createElement('div');
    document.body.append(outside);
    get('a').focus();
    outside.append(get('a'));
    get('a').focus();
    await settle();
    expect(document.activeElement?.id).toBe('a');
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
