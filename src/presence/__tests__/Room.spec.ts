import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates
} from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { Room } from '../Room';
import { userOf } from './states';

/** What connects a room, as far as a room looks at it. */
class FakeProvider {
  wsconnected = true;
  on(_: 'status', handler: (event: { status: string }) => void): void {
    this._handler = handler;
  }
  off(): void {
    this._handler = null;
  }
  tell(status: string): void {
    this.wsconnected = status === 'connected';
    this._handler?.({ status });
  }
  private _handler: ((event: { status: string }) => void) | null = null;
}

describe('Room', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  function setUp() {
    const awareness = new Awareness(new Doc());
    awareness.setLocalState({ user: userOf('me') });
    const provider = new FakeProvider();
    const room = new Room(awareness);
    /** The states that were sent, one a message. */
    const sent: unknown[] = [];
    awareness.on('update', (_: unknown, origin: unknown) => {
      if (origin === 'local') {
        sent.push(awareness.getLocalState());
      }
    });
    return {
      ...{ awareness, provider, room, sent },
      /** Somebody else enters. */
      enter: (username: string) => {
        const other = new Awareness(new Doc());
        other.setLocalState({ user: userOf(username) });
        const update = encodeAwarenessUpdate(other, [other.clientID]);
        applyAwarenessUpdate(awareness, update, provider);
        other.destroy();
        return other.clientID;
      },
      names: () =>
        Array.from(
          room.members.values(),
          ({ state }: any) => state.user.name
        ).sort(),
      end: () => {
        room.dispose();
        awareness.destroy();
      }
    };
  }

  it('says on transitions only, four times a second at most, and keeps what others say', () => {
    const { room, sent, end } = setUp();
    for (let step = 0; step < 100; step++) {
      room.say('activeCellId', `${step}`);
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(250);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(sent[sent.length - 1]).toEqual({
      user: userOf('me'),
      activeCellId: '99'
    });
    const before = sent.length;
    room.say('activeCellId', '99');
    jest.advanceTimersByTime(5000);
    expect(sent).toHaveLength(before);
    end();
  });

  it('answers newcomers once, and not from within the handler', () => {
    const { sent, enter, end } = setUp();
    enter('ben');
    enter('zoe');
    expect(sent).toHaveLength(0);
    jest.advanceTimersByTime(300);
    expect(sent).toEqual([{ user: userOf('me') }]);
    jest.advanceTimersByTime(5000);
    expect(sent).toHaveLength(1);
    end();
  });

  it('keeps those who were there while the connection is lost', () => {
    const { awareness, provider, room, enter, names, end } = setUp();
    const ben = enter('ben');
    provider.wsconnected = false;
    removeAwarenessStates(awareness, [ben], provider);
    provider.tell('disconnected');
    expect(room.isConnected).toBe(false);
    expect(names()).toEqual(['ben', 'me']);

    provider.tell('connected');
    expect(room.isConnected).toBe(false);
    enter('zoe');
    jest.advanceTimersByTime(1500);
    expect(room.isConnected).toBe(true);
    expect(names()).toEqual(['me', 'zoe']);
    end();
  });

  it('goes and comes after a reconnection, so that the others answer', () => {
    const { provider, sent, enter, end } = setUp();
    enter('ben');
    jest.advanceTimersByTime(1000);
    sent.length = 0;
    provider.tell('disconnected');
    provider.tell('connected');
    jest.advanceTimersByTime(0);
    expect(sent).toEqual([null, { user: userOf('me') }]);
    end();
  });

  it('is gone when the page is left, and back when the page is', () => {
    const { awareness, room, end } = setUp();
    room.say('spaces', { status: 'active' });
    jest.advanceTimersByTime(0);
    window.dispatchEvent(new Event('pagehide'));
    expect(awareness.getLocalState()).toBeNull();
    room.say('spaces', { status: 'away' });
    jest.advanceTimersByTime(1000);
    expect(awareness.getLocalState()).toBeNull();
    window.dispatchEvent(
      Object.assign(new Event('pageshow'), { persisted: true })
    );
    expect(awareness.getLocalState()).toEqual({
      user: userOf('me'),
      spaces: { status: 'away' }
    });
    end();
  });
});
