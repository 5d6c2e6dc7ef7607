import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { VirtualList } from '../VirtualList';
import { fakeLayout, HEIGHT, ROW, scroller } from './layout';

const LABEL = 'Names';
const MANY = Array.from({ length: 10_000 }, (_, number) => `s${number}`);

fakeLayout();

function setUp(items: readonly string[]) {
  const onShown = jest.fn();
  const list = (names: readonly string[], brought: string | null = null) => (
    <VirtualList
      items={names}
      keyOf={name => name}
      render={name => <button>{name}</button>}
      rowHeight={ROW}
      onShown={onShown}
      brought={brought}
      label={LABEL}
    />
  );
  const container = scroller();
  const screen = render(list(items), { container });
  return {
    screen,
    container,
    show: (names: readonly string[], brought: string | null = null) =>
      screen.rerender(list(names, brought)),
    onShown,
    rows: () => screen.getAllByRole('listitem'),
    focused: () => document.activeElement?.textContent,
    press: (key: string) => {
      fireEvent.keyDown(document.activeElement!, { key });
    },
    scroll: (top: number) =>
      act(() => {
        container.scrollTo({ top });
      })
  };
}

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

describe('VirtualList', () => {
  it('has only the rows in view in the page, and says of how many each is which', () => {
    const { rows, onShown } = setUp(MANY);
    expect(rows().length).toBeLessThanOrEqual(HEIGHT / ROW + 1 + 10);
    expect(rows()[3].getAttribute('aria-posinset')).toBe('4');
    expect(rows()[3].getAttribute('aria-setsize')).toBe('10000');
    expect(onShown).toHaveBeenLastCalledWith(MANY.slice(0, rows().length));
  });

  it('has the rows at the place to which one scrolled', () => {
    const { rows, scroll, screen } = setUp(MANY);
    scroll(5000 * ROW);
    screen.getByText('s5000');
    expect(screen.queryByText('s0')).toBeNull();
    expect(rows().length).toBeLessThanOrEqual(HEIGHT / ROW + 1 + 10);
  });

  it('is walked through by keys from end to end', () => {
    const { screen, press, focused } = setUp(MANY);
    screen.getByText('s0').focus();
    const steps: [string, string][] = [
      ['ArrowUp', 's0'],
      ['ArrowDown', 's1'],
      ['PageDown', 's10'],
      ['PageUp', 's1'],
      ['End', 's9999'],
      ['ArrowDown', 's9999'],
      ['ArrowUp', 's9998'],
      ['PageUp', 's9989'],
      ['Home', 's0']
    ];
    for (const [key, name] of steps) {
      press(key);
      expect([key, focused()]).toEqual([key, name]);
    }
  });

  it('keeps the focus when one scrolls away, and when the list changes', () => {
    const { screen, scroll, show, focused, press } = setUp(MANY);
    screen.getByText('s3').focus();
    scroll(5000 * ROW);
    expect(focused()).toBe('s3');
    show(['before', ...MANY]);
    expect(focused()).toBe('s3');
    press('ArrowDown');
    expect(focused()).toBe('s4');
  });

  it('brings a row into view, until one scrolls away', () => {
    const { screen, show, scroll, container } = setUp(MANY);
    show(MANY, 's5000');
    act(() => void container.dispatchEvent(new Event('scroll')));
    screen.getByText('s5000');
    fireEvent.wheel(container);
    scroll(0);
    show([...MANY], 's5000');
    expect(container.scrollTop).toBe(0);
    screen.getByText('s0');
    // Another one is brought again, wherever one is.
    show(MANY, 's9000');
    expect(container.scrollTop).toBeGreaterThan(8900 * ROW);
  });

  it('leaves keys alone that somebody types', () => {
    const { screen, press, focused } = setUp(MANY.slice(0, 3));
    const field = document.createElement('input');
    screen.getAllByRole('listitem')[0].append(field);
    field.focus();
    press('End');
    expect(document.activeElement).toBe(field);
    screen.getByText('s0').focus();
    press('End');
    expect(focused()).toBe('s2');
  });
});
