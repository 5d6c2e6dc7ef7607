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
    'yours · ml.|p6-b200.|48xlarge · $1.41/h'
  ],
  ['Distribution 4.4.0 CPU. It runs.', 'Distribution 4.4.0 CPU. It runs.']
])('breaks %s behind the dots of an instance type only', (text, broken) => {
  expect(breaks(text)).toBe(broken);
});

it('keeps an instance type in one piece, which goes to the next line', () => {
  const { container } = render(<Breakable text="yours · ml.t3.medium" />);
  expect(container.querySelector('.jp-Spaces-breakable')?.textContent).toBe(
    'ml.t3.medium'
  );
});
