import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import type { IPerson, IPresence, PresenceState } from '../../tokens';
import { PeopleSection } from '../PeopleSection';

const ANA: IPerson = {
  username: 'ana',
  name: 'Ana Novak',
  initials: 'AN',
  color: 'red',
  avatarUrl: null,
  isMe: true,
  status: 'active',
  at: null,
  documents: []
};
const AT = {
  path: 'train.ipynb',
  kind: 'notebook',
  cell: { id: 'c' },
  typing: true
} as const;
const BEN: IPerson = {
  ...ANA,
  username: 'ben',
  name: '<b>Ben</b>',
  isMe: false,
  status: 'idle',
  at: AT
};

function setUp(people: readonly IPerson[], connected = true) {
  const changed = new Signal<IPresence, void>({} as IPresence);
  const presence = {
    state: { kind: 'on', connected, people } as PresenceState,
    changed,
    inDocument: () => []
  };
  const onGo = jest.fn();
  const screen = render(
    <PeopleSection
      presence={presence}
      places={{ cellNumber: () => 7 }}
      onGo={onGo}
      trans={nullTranslator.load('')}
    />
  );
  const become = (state: PresenceState) =>
    act(() => {
      presence.state = state;
      changed.emit();
    });
  return { ...screen, onGo, become };
}

afterEach(() => cleanup());

describe('PeopleSection', () => {
  it('has a row for each person, names as text', () => {
    const { getAllByRole, container } = setUp([ANA, BEN]);
    const rows = getAllByRole('listitem').map(row => row.textContent);
    expect(rows).toEqual([
      'ANAna Novak (you)active',
      'AN<b>Ben</b>train.ipynb\u00a0· cell 7\u00a0· typingidle'
    ]);
    expect(container.querySelector('b')).toBeNull();
  });

  it('goes where somebody is, but not where one is oneself', () => {
    const { getAllByRole, onGo } = setUp([{ ...ANA, at: AT }, BEN]);
    const buttons = getAllByRole('button');
    expect(buttons).toHaveLength(1);
    fireEvent.click(buttons[0]);
    expect(onGo).toHaveBeenCalledWith(AT);
  });

  it('keeps who was here while the connection is lost, and says so', () => {
    const { become, getByRole, queryByRole, getAllByRole } = setUp([ANA, BEN]);
    expect(queryByRole('status')).toBeNull();
    become({ kind: 'on', connected: false, people: [ANA, BEN] });
    expect(getByRole('status').textContent).toContain('Reconnecting');
    expect(getAllByRole('listitem')).toHaveLength(2);
  });
});
