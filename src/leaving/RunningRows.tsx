import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Choice } from './choice';
import { only } from './look';
import { Row, Seen } from './LookRow';
import { Looks } from './looks';
import type { IKernel } from './server';
import {
  kernelWords,
  limitWord,
  terminalWords,
  unrecordedWords
} from './words';

interface IRunningRowsProps {
  readonly looks: Looks;
  readonly choice: Choice;
  readonly trans: TranslationBundle;
}

/** The kernels that run code, and for which of them one waits. */
export function Kernels(props: IRunningRowsProps): JSX.Element {
  const { looks, choice, trans } = props;
  const now = Date.now();
  const running = new Map(looks.running.map(one => [one.kernel, one]));
  const line = (kernel: IKernel) => {
    const lost = unrecordedWords(kernel, trans);
    return (
      <li key={kernel.id}>
        <label>
          <input
            type="checkbox"
            checked={choice.has(kernel.id)}
            onChange={event => choice.set(kernel.id, event.target.checked)}
          />
          <span>{kernelWords(kernel, running.get(kernel.id), now, trans)}</span>
        </label>
        {lost && <div className="jp-mod-warn">{lost}</div>}
      </li>
    );
  };
  return (
    <Row label={trans.__('Running code')}>
      <Seen
        look={looks.busy}
        none={trans.__('nothing')}
        show={found => (
          <>
            <ul className="jp-Spaces-ticks">{found.map(line)}</ul>
            <label className="jp-Spaces-leaveLimit">
              {trans.__('Wait for those ticked, at most')}
              <select
                value={choice.limitMinutes}
                onChange={event => {
                  choice.limitMinutes = Number(event.target.value);
                }}
              >
                {choice.limits.map(minutes => (
                  <option key={minutes} value={minutes}>
                    {limitWord(minutes, trans)}
                  </option>
                ))}
              </select>
            </label>
            <div className="jp-Spaces-sub">
              {trans.__(
                'Then outputs are saved and the space stops, whether this page is open or not. What takes longer keeps it running.'
              )}
            </div>
          </>
        )}
        trans={trans}
      />
    </Row>
  );
}

/** What runs in terminals. */
export function Terminals({
  looks,
  trans
}: IRunningRowsProps): JSX.Element | null {
  const { terminals } = looks;
  if (terminals.kind === 'seen' && terminals.found.length === 0) {
    return null;
  }
  const now = Date.now();
  return (
    <Row label={trans.__('Terminals')}>
      <Seen
        look={only(terminals, ({ busy }) => busy)}
        none={trans.__('nothing runs in them')}
        show={found => (
          <>
            {found.map(terminal => (
              <div key={terminal.name}>
                {terminalWords(terminal, now, trans)}
              </div>
            ))}
            <div className="jp-Spaces-sub">
              {trans.__('What runs in terminals ends; it is not waited for.')}
            </div>
          </>
        )}
        trans={trans}
      />
    </Row>
  );
}
