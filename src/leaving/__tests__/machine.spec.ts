import { LeaveEvent, LeaveState, next, START } from '../machine';

const STATES: Readonly<Record<string, LeaveState>> = {
  looking: { kind: 'looking' },
  deciding: { kind: 'deciding', trouble: null },
  troubled: { kind: 'deciding', trouble: 'before' },
  'saving now': { kind: 'saving', how: 'now' },
  'saving when done': { kind: 'saving', how: 'when-done' },
  'asking now': { kind: 'asking', how: 'now' },
  'asking when done': { kind: 'asking', how: 'when-done' },
  'left now': { kind: 'left', how: 'now' },
  'left when done': { kind: 'left', how: 'when-done' },
  stayed: { kind: 'stayed' }
};

const EVENTS: Readonly<Record<string, LeaveEvent>> = {
  looked: { kind: 'looked' },
  'decided now': { kind: 'decided', how: 'now' },
  'decided when done': { kind: 'decided', how: 'when-done' },
  saved: { kind: 'saved' },
  'not saved': { kind: 'not-saved', trouble: 'full' },
  accepted: { kind: 'accepted' },
  refused: { kind: 'refused', trouble: 'denied' },
  stayed: { kind: 'stayed' }
};

/** Where an event leads from a state; what is not here changes nothing. */
const TABLE: Readonly<Record<string, LeaveState>> = {
  'looking, looked': STATES.deciding,
  'looking, stayed': STATES.stayed,
  'deciding, decided now': STATES['saving now'],
  'deciding, decided when done': STATES['saving when done'],
  'deciding, stayed': STATES.stayed,
  'troubled, decided now': STATES['saving now'],
  'troubled, decided when done': STATES['saving when done'],
  'troubled, stayed': STATES.stayed,
  'saving now, saved': STATES['asking now'],
  'saving now, not saved': { kind: 'deciding', trouble: 'full' },
  'saving when done, saved': STATES['asking when done'],
  'saving when done, not saved': { kind: 'deciding', trouble: 'full' },
  'asking now, accepted': STATES['left now'],
  'asking now, refused': { kind: 'deciding', trouble: 'denied' },
  'asking when done, accepted': STATES['left when done'],
  'asking when done, refused': { kind: 'deciding', trouble: 'denied' }
};

describe('next', () => {
  const pairs = Object.keys(STATES).flatMap(state =>
    Object.keys(EVENTS).map(event => [state, event] as const)
  );

  it.each(pairs)('%s, %s', (state, event) => {
    expect(next(STATES[state], EVENTS[event])).toEqual(
      TABLE[`${state}, ${event}`] ?? STATES[state]
    );
  });

  it('knows every pair of the table', () => {
    const known = pairs.map(([state, event]) => `${state}, ${event}`);
    expect(known).toEqual(expect.arrayContaining(Object.keys(TABLE)));
  });

  it('asks for nothing before all was looked at, decided and saved', () => {
    const kinds = ['looked', 'decided now', 'saved', 'accepted'];
    const through = kinds.map((_, length) =>
      kinds
        .slice(0, length + 1)
        .map(kind => EVENTS[kind])
        .reduce(next, START)
    );
    expect(through.map(({ kind }) => kind)).toEqual([
      'deciding',
      'saving',
      'asking',
      'left'
    ]);
    for (const left of kinds) {
      const without = kinds.filter(kind => kind !== left);
      const state = without.map(kind => EVENTS[kind]).reduce(next, START);
      expect(state.kind).not.toBe('left');
    }
  });
});
