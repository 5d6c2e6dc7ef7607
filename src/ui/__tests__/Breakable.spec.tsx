import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { Breakable } from '../Breakable';

afterEach(() => cleanup());

/** The text with `|` where a line may break within a word. */
function breaks(text: string): string {
  const { container } = render(<Breakable text={text} />);
  container
    .querySelectorAll('wbr')
    .forEach(node => node.replaceWith(document.createTextNode('|')));
  return container.textContent ?? '';
}

it.each([
  ['ml.t3.medium', 'ml.|t3.|medium'],
  [
    'yours · ml.p6-b200.48xlarge · $1.41/h',
    'yours\u00a0· ml.|p6-b200.|48xlarge\u00a0· $1.41/h'
  ],
  ['Distribution 4.4.0 CPU. It runs.', 'Distribution 4.4.0 CPU. It runs.']
])('breaks %s behind the dots of an instance type only', (text, broken) => {
  expect(breaks(text)).toBe(broken);
});

it('keeps each part in one piece, with the dot behind it bound to its end', () => {
  const { container } = render(<Breakable text="yours · ml.t3.medium" />);
  expect(container.textContent).toBe('yours\u00a0· ml.t3.medium');
  const pieces = container.querySelectorAll('.jp-Spaces-breakable');
  expect(Array.from(pieces, piece => piece.textContent)).toEqual([
    'yours\u00a0·',
    'ml.t3.medium'
  ]);
});
