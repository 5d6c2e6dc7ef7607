import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** Render anew whenever one of the signals emits. The list must keep its length. */
export function useChange(...signals: readonly ISignal<any, any>[]): void {
  const [, setCount] = React.useState(0);
  React.useEffect(() => {
    const onChange = () => setCount(count => count + 1);
    signals.forEach(signal => signal.connect(onChange));
    // On a busy page an effect runs long after the rendering: what was emitted in between was missed.
    onChange();
    return () => signals.forEach(signal => signal.disconnect(onChange));
    // The signals themselves are the dependencies.
  }, signals);
}
