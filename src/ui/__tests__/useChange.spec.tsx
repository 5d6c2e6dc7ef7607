import { Signal } from '@lumino/signaling';
import { act, cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { useChange } from '../useChange';

describe('useChange', () => {
  const model = { value: 1 };
  const changed = new Signal<object, void>(model);

  const set = (value: number) => {
    model.value = value;
    changed.emit();
  };

  function Value(): JSX.Element {
    useChange(changed);
    return <>{model.value}</>;
  }

  /** Changes the model after the rendering, before effects have connected to anything. */
  function Early(): null {
    React.useLayoutEffect(() => set(2), []);
    return null;
  }

  beforeEach(() => {
    model.value = 1;
  });

  afterEach(cleanup);

  it('renders what a signal tells', () => {
    const { container } = render(<Value />);
    expect(container.textContent).toBe('1');
    act(() => set(3));
    expect(container.textContent).toBe('3');
  });

  it('misses nothing that changes between the rendering and its effects', () => {
    const { container } = render(
      <>
        <Value />
        <Early />
      </>
    );
    expect(container.textContent).toBe('2');
  });
});
