import type { Awareness } from 'y-protocols/awareness';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON
} from 'yjs';
import type * as Y from 'yjs';
import type { State } from './claim';

/** What is used of a shared document: a notebook has cells, a text file has a source of its own. */
export interface IShared {
  readonly awareness: Awareness;
  readonly ydoc: Y.Doc;
  readonly cells?: readonly ISharedCell[];
  readonly ysource?: Y.Text;
}

interface ISharedCell {
  getId(): string;
  readonly ysource: Y.Text;
}

/**
 * The id of the cell in which a client of the document's room is: the active one where it is said, which other
 * extensions do by the same name, else that of the cursor; null where there is none, or none any more.
 */
export function cellIdOf(state: State, shared: IShared): string | null {
  const { activeCellId: id } = state;
  const cells = shared.cells ?? [];
  const cell =
    typeof id === 'string'
      ? cells.find(cell => cell.getId() === id)
      : cellOfCursor(state, shared.ydoc, cells);
  return cell?.getId() ?? null;
}

function cellOfCursor(
  { cursors }: State,
  ydoc: Y.Doc,
  cells: readonly ISharedCell[]
): ISharedCell | undefined {
  const { item, type } = (Array.isArray(cursors) && cursors[0]?.head) || {};
  if (!isId(item) && !isId(type)) {
    return undefined;
  }
  // Without a name of a shared type, which Yjs would make if there is none.
  const position = createAbsolutePositionFromRelativePosition(
    createRelativePositionFromJSON({
      item: isId(item) ? item : null,
      type: isId(type) ? type : null
    }),
    ydoc
  );
  return cells.find(cell => cell.ysource === position?.type);
}

/** Whether it is an id of Yjs's; it throws on what is none. */
function isId(value: any): boolean {
  return [value?.client, value?.clock].every(
    part => Number.isSafeInteger(part) && part >= 0
  );
}

/**
 * The clients that put text into a cell or a file. Outputs and metadata are nobody's typing; who deletes text,
 * Yjs does not tell.
 */
export function authorsOf(
  { changed, beforeState, afterState }: Y.Transaction,
  shared: IShared
): readonly number[] {
  const isSource = (type: unknown) =>
    type === shared.ysource ||
    (shared.cells ?? []).some(cell => cell.ysource === type);
  return Array.from(changed.keys()).some(isSource)
    ? Array.from(afterState)
        .filter(([client, clock]) => clock > (beforeState.get(client) ?? 0))
        .map(([client]) => client)
    : [];
}
