import type { State } from '../claim';
import { Members, peopleIn } from '../people';
import version3 from './recorded/3.1.2.json';
import version4 from './recorded/4.4.2.json';
import version5 from './recorded/5.0.4.json';
import { roomOf } from './states';

type Room = [id: number, state: State][];

/**
 * The rooms as they were in JupyterLab with that version of jupyter-collaboration, without this extension: ana and
 * ben opened `rec.ipynb`, in which ben typed; then he opened `notes.txt`, and then closed it for the launcher.
 */
function recorded(file: typeof version3 | typeof version4 | typeof version5) {
  const moments = file['seen by ana'] as unknown as Record<
    string,
    { global: Room; document: Room }
  >;
  return (moment: string): { global: Members; document: Members } => ({
    global: roomOf(...moments[moment].global),
    document: roomOf(...moments[moment].document)
  });
}

/** Who is where, as ana sees it. */
function places(global: Members): Record<string, string | null> {
  const { people } = peopleIn(global, [], 'ana', 0);
  return Object.fromEntries(
    people.map(({ name, at }) => [name, at && `${at.kind} ${at.path}`])
  );
}

describe.each([version3, version4, version5])(
  'states recorded with jupyter-collaboration $jupyter-collaboration',
  file => {
    const at = recorded(file);

    it('tell who is on which document', () => {
      expect(places(at('in a cell').global)).toEqual({
        ana: 'notebook rec.ipynb',
        ben: 'notebook rec.ipynb'
      });
      expect(places(at('in a text file').global)).toEqual({
        ana: 'notebook rec.ipynb',
        ben: 'editor notes.txt'
      });
    });

    it('tell of ben in no document that he has closed', () => {
      const moment = at('in the launcher, a document closed');
      expect(places(moment.global)['ben']).not.toBe('editor notes.txt');
    });

    it('tell two people, oneself first, with the colour that collaboration gave them', () => {
      const { people } = peopleIn(at('in a cell').global, [], 'ana', 0);
      expect(people.map(({ name, isMe }) => [name, isMe])).toEqual([
        ['ana', true],
        ['ben', false]
      ]);
      for (const { color, initials, name } of people) {
        expect(color).toMatch(/^var\(--jp-collaborator-color\d\)$/);
        expect(initials).toBe(name[0].toUpperCase());
      }
    });

    it('have the people of the document by other ids, and cursors where one types', () => {
      const { global, document } = at('in a cell');
      const names = Array.from(
        document.values(),
        ({ state }) => (state['user'] as { username?: string })?.username
      );
      expect(names.filter(Boolean).sort()).toEqual(['ana', 'ben']);
      expect(Array.from(document.keys()).some(id => global.has(id))).toBe(
        false
      );
      const ben = Array.from(document.values()).find(
        ({ state }) => 'cursors' in state
      );
      expect(ben?.state).toMatchObject({ user: { username: 'ben' } });
    });
  }
);
