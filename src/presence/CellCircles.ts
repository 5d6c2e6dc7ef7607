import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPerson, IPresence } from '../tokens';
import type { IShell } from '../ui/shell';
import { INotebook, notebooksIn } from './notebooks';
import '../../style/people.css';

const CLASS = 'jp-Spaces-cellPeople';

interface ICellCirclesOptions {
  readonly presence: IPresence;
  readonly shell: IShell;
  readonly trans: TranslationBundle;
}

/** A circle in the left margin of each cell in which somebody is. */
export class CellCircles {
  constructor(private _options: ICellCirclesOptions) {
    const { presence, shell } = _options;
    presence.changed.connect(this._showSoon, this);
    shell.currentChanged?.connect(this._showSoon, this);
    this._showSoon();
  }

  /** Whether there are any. */
  set isOn(isOn: boolean) {
    this._isOn = isOn;
    this._showSoon();
  }

  /** With the next picture: however many move meanwhile. */
  private _showSoon(): void {
    this._frame ??= requestAnimationFrame(() => {
      this._frame = undefined;
      this._show();
    });
  }

  private _show(): void {
    const { presence, shell, trans } = this._options;
    for (const notebook of notebooksIn(shell)) {
      const { context, content } = notebook;
      this._follow(notebook);
      const people = this._isOn ? byCell(presence, context.localPath) : NOBODY;
      for (const { node, model } of content.widgets) {
        showIn(node, people.get(model.sharedModel.getId()) ?? [], trans);
      }
    }
  }

  /** A cell that gets another type gets another node. */
  private _follow({ content }: INotebook): void {
    if (this._followed.has(content)) {
      return;
    }
    this._followed.add(content);
    const follow = () =>
      content.model?.cells.changed.connect(this._showSoon, this);
    content.modelChanged.connect(follow);
    follow();
  }

  private _isOn = true;
  private _frame: number | undefined;
  private _followed = new WeakSet<INotebook['content']>();
}

const NOBODY: ReadonlyMap<string, readonly IPerson[]> = new Map();

/** Who is in which cell of a document, oneself left out. */
function byCell(
  presence: IPresence,
  path: string
): ReadonlyMap<string, readonly IPerson[]> {
  const people = new Map<string, IPerson[]>();
  for (const person of presence.inDocument(path)) {
    const cell = person.at?.cell;
    if (cell) {
      people.set(cell.id, [...(people.get(cell.id) ?? []), person]);
    }
  }
  return people;
}

/** Two circles, or from three people on one and how many more. */
function showIn(
  cell: HTMLElement,
  people: readonly IPerson[],
  trans: TranslationBundle
): void {
  const before = cell.querySelector<HTMLElement>(`:scope > .${CLASS}`);
  if (people.length === 0) {
    before?.remove();
    return;
  }
  const key = JSON.stringify(
    people.map(({ name, initials, color }) => [name, initials, color])
  );
  if (before?.dataset.people === key) {
    return;
  }
  const place = before ?? document.createElement('div');
  place.dataset.people = key;
  place.className = CLASS;
  const names = people.map(({ name }) => name).join(', ');
  const words = trans.__('In this cell: %1', names);
  place.title = words;
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', words);
  const shown = people.length > 2 ? people.slice(0, 1) : people;
  place.replaceChildren(...shown.map(circle));
  if (people.length > shown.length) {
    const more = document.createElement('span');
    more.textContent = `+${people.length - shown.length}`;
    place.append(more);
  }
  if (!before) {
    cell.append(place);
  }
}

function circle({ initials, color }: IPerson): HTMLElement {
  const node = document.createElement('span');
  node.className = 'jp-Spaces-avatar';
  node.style.setProperty('--jp-spaces-person', color);
  node.textContent = initials;
  return node;
}
