import { act, cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { useNow } from '../useNow';

const MINUTE = 60_000;

/** Have the page be seen, or not. */
function setVisible(visible: boolean): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: visible ? 'visible' : 'hidden'
  });
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

function Clock(): JSX.Element {
  return <>{useNow(MINUTE)}</>;
}

describe('useNow', () => {
  const start = new Date('2026-11-24T10:00:00Z').getTime();
  const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));

  beforeEach(() => {
    jest.useFakeTimers({ now: start });
    setVisible(true);
  });

  afterEach(() => {
    cleanup();
    jest.useRealTimers();
  });

  it('goes by the interval, rests while the page is hidden, and is right at once when it is seen', () => {
    const { container } = render(<Clock />);
    const shown = () => Number(container.textContent) - start;
    pass(MINUTE);
    expect(shown()).toBe(MINUTE);
    setVisible(false);
    expect(jest.getTimerCount()).toBe(0);
    pass(10 * MINUTE);
    expect(shown()).toBe(MINUTE);
    setVisible(true);
    expect(shown()).toBe(11 * MINUTE);
    pass(MINUTE);
    expect(shown()).toBe(12 * MINUTE);
  });

  it('leaves no timer behind', () => {
    render(<Clock />).unmount();
    expect(jest.getTimerCount()).toBe(0);
  });
});
