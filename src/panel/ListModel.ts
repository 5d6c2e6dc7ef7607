import type { TranslationBundle } from '@jupyterlab/translation';
import { ISignal, Signal } from '@lumino/signaling';
import { permissionsOf } from '../server/here';
import { instanceTypeOf } from '../spaces/space';
import { IHere, IJobs, ISpaces } from '../tokens';
import { formatCount } from '../ui/format';
import { IRow, rowOf, viewerOf } from '../spaces/row';
import { filterRows, IViewed, Sort, sortRows } from './view';
import { ViewModel } from './ViewModel';
import { sharingWord, statusWord } from './words';

interface IListModelOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly views: ViewModel;
  readonly trans: TranslationBundle;
}

/** The rows of the list as it is viewed; put together once for all who ask. */
export class ListModel {
  constructor(private _options: IListModelOptions) {
    const { here, spaces, jobs, views } = _options;
    for (const signal of [
      here.stateChanged,
      spaces.stateChanged,
      jobs.changed
    ] as ISignal<unknown, void>[]) {
      signal.connect(() => {
        this._rows = null;
        this._sorted = null;
        this._viewed = null;
        this._changed.emit();
      });
    }
    views.changed.connect(() => {
      this._viewed = null;
      this._changed.emit();
    });
  }

  get changed(): ISignal<ListModel, void> {
    return this._changed;
  }

  /** What the list shows; empty until spaces are known. */
  get viewed(): IViewed {
    const { here, views } = this._options;
    this._viewed ??= filterRows(
      this._sort(views.view.sort),
      views.view,
      permissionsOf(here.state).whole_domain,
      this._textOf
    );
    return this._viewed;
  }

  /** While one types, the order stays. */
  private _sort(sort: Sort): readonly IRow[] {
    this._rows ??= this._makeRows();
    if (this._sorted?.sort !== sort) {
      this._sorted = { sort, rows: sortRows(this._rows, sort) };
    }
    return this._sorted.rows;
  }

  private _makeRows(): readonly IRow[] {
    const { here, spaces, jobs } = this._options;
    const now = Date.now();
    const viewer = viewerOf(here.state, spaces);
    return spaces.state.kind === 'ready'
      ? spaces.state.spaces.map(space =>
          rowOf(space, jobs.latest(space.name), viewer, now)
        )
      : [];
  }

  private _textOf = (row: IRow): string => {
    let text = this._texts.get(row);
    if (text === undefined) {
      text = searchText(row, this._options.trans).toLowerCase();
      this._texts.set(row, text);
    }
    return text;
  };

  private _rows: readonly IRow[] | null = null;
  private _sorted: { sort: Sort; rows: readonly IRow[] } | null = null;
  private _viewed: IViewed | null = null;
  private _texts = new WeakMap<IRow, string>();
  private _changed = new Signal<ListModel, void>(this);
}

/** What one can find a space by. */
function searchText(row: IRow, trans: TranslationBundle): string {
  const { space } = row;
  return [
    space.name,
    space.displayName,
    space.owner,
    sharingWord(space, trans),
    instanceTypeOf(space),
    statusWord(row.status, space, trans)
  ]
    .filter(part => part !== null)
    .join(' ');
}

/**
 * How many rows are shown, and of how many: `12`, `3 of 12`.
 *
 * @param complete - false while there may be more of them
 */
export function viewedNote(
  { rows, total }: IViewed,
  complete: boolean,
  trans: TranslationBundle
): string {
  const all = formatCount(total, complete);
  return rows.length === total
    ? all
    : trans.__('%1 of %2', rows.length.toLocaleString(), all);
}
