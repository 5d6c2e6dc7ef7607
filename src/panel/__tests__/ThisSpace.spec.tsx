import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { IJob } from '../../jobs/job';
import type { IHereAnswer } from '../../server/here';
import { IProblem } from '../../server/problem';
import {
  makeApp,
  makeHereApp,
  makeJob,
  makeSpace
} from '../../spaces/__tests__/factories';
import { HERE } from '../../spaces/__tests__/fakeHere';
import { NOTHING_DENIED } from '../../spaces/denied';
import type { IHereApp } from '../../spaces/space';
import { IAccount, IHere, IJobs, ISpaces } from '../../tokens';
import { ThisSpace } from '../ThisSpace';

/** The text of the section in the running space `scratch`. */
function textWith(
  job: IJob | null,
  problem: IProblem | null,
  price: number | null = null,
  place: Partial<IHereAnswer> = {},
  app: IHereApp = makeHereApp()
): string {
  const changed = new Signal<any, void>({});
  const since = new Date(Date.now() - 2 * 3600_000);
  const space = makeSpace({ apps: [makeApp({ created: since })] });
  const here = {
    state: {
      kind: 'ready',
      here: { ...HERE, space: 'scratch', ...place },
      mismatch: null
    },
    stateChanged: changed
  };
  const spaces = {
    state: { kind: 'ready', spaces: [space], me: 'ana', problem },
    stateChanged: changed,
    denied: NOTHING_DENIED,
    hereApp: app,
    find: () => space
  };
  const { container } = render(
    <ThisSpace
      here={here as unknown as IHere}
      spaces={spaces as unknown as ISpaces}
      jobs={{ changed, latest: () => job } as unknown as IJobs}
      account={
        {
          changed,
          instance: () => null,
          price: () => price
        } as unknown as IAccount
      }
      page={{ awareness: false, documentsOff: false }}
      onStop={() => undefined}
      commands={new CommandRegistry()}
      trans={nullTranslator.load('')}
    />
  );
  return container.textContent ?? '';
}

const silence: IProblem = {
  kind: 'server-unreachable',
  tried: 'ListSpaces',
  text: ''
};
const stop = makeJob({ kind: 'stop' });

afterEach(cleanup);

describe('ThisSpace', () => {
  it('takes silence after its own stop for the end of it', () => {
    expect(textWith(stop, null)).toContain('stopping');
    expect(textWith(stop, silence)).toContain('probably stopped');
  });

  it('does not take silence alone for a stop', () => {
    expect(textWith(null, silence)).toContain('running');
  });

  it('tells what it has cost so far, while the price is known and it runs', () => {
    const text = textWith(null, null, 1.41).replace(/\s/g, ' ');
    expect(text).toContain('≈ $2.82 so far · $1.41/h');
    expect(textWith(null, null)).not.toContain('$');
    expect(textWith(stop, null, 1.41)).not.toContain('$');
  });

  it('tells of recovery mode, and how one gets out of it', () => {
    const app = makeHereApp({ recoveryMode: true });
    expect(textWith(null, null, null, {}, app)).toMatch(
      /Recovery mode\..*without recovery mode/
    );
    expect(textWith(null, null, null, {}, makeHereApp())).not.toContain(
      'ecovery'
    );
  });

  it.each<[Partial<IHereAnswer>, RegExp]>([
    [
      { place: 'outside', space: null },
      /^This JupyterLab is not in a space\.$/
    ],
    [{ place: 'unreadable', space: null }, /^Not known: see below\.$/],
    [
      { place: 'classic', space: null, user_profile: 'ana' },
      /app of Studio Classic.*home is that of ana/
    ]
  ])('says where one is when it is no space: %p', (place, text) => {
    expect(textWith(null, null, null, place)).toMatch(text);
  });
});
