import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';
import { IPresence, IWhereabouts } from '../tokens';
import { Avatar } from '../ui/Avatar';
import type { IShell } from '../ui/shell';
import { useChange } from '../ui/useChange';
import { INotebook, notebooksIn } from './notebooks';
import { placeWords } from './peopleWords';
import type { Places } from './places';

/** More would leave no room for the notebook's own buttons. */
const SHOWN = 4;

interface IToolbarPeopleOptions {
  readonly presence: IPresence;
  readonly places: Pick<Places, 'cellNumber'>;
  readonly shell: IShell;
  /** Go where somebody is. */
  readonly onGo: (at: IWhereabouts) => void;
  readonly trans: TranslationBundle;
}

/** At the right of each notebook's toolbar: the others who are in it. */
export class ToolbarPeople {
  constructor(private _options: IToolbarPeopleOptions) {
    const { shell } = _options;
    shell.currentChanged?.connect(this._look, this);
    shell.layoutModified?.connect(this._look, this);
    this._look();
  }

  /** Whether they are shown. */
  set isOn(isOn: boolean) {
    this._isOn = isOn;
    this._widgets.forEach(widget => widget.setHidden(!isOn));
  }

  private _look(): void {
    for (const notebook of notebooksIn(this._options.shell)) {
      if (!this._seen.has(notebook)) {
        this._seen.add(notebook);
        this._add(notebook);
      }
    }
  }

  private _add({ context, toolbar }: INotebook): void {
    const widget = ReactWidget.create(
      <People {...this._options} path={() => context.localPath} />
    );
    widget.addClass('jp-Spaces-toolbarPeople');
    widget.setHidden(!this._isOn);
    // Behind the spacer is the right side; who has taken it out of the toolbar finds them at the end.
    if (!toolbar.insertAfter('spacer', 'spaces-people', widget)) {
      toolbar.addItem('spaces-people', widget);
    }
    this._widgets.add(widget);
    widget.disposed.connect(() => this._widgets.delete(widget));
  }

  private _seen = new WeakSet<INotebook>();
  private _widgets = new Set<Widget>();
  private _isOn = true;
}

function People(
  props: IToolbarPeopleOptions & { path: () => string }
): JSX.Element {
  const { presence, places, onGo, path, trans } = props;
  useChange(presence.changed);
  const people = presence.inDocument(path());
  const rest = people.slice(people.length > SHOWN ? SHOWN - 1 : SHOWN);
  const restNames = rest.map(({ name }) => name).join(', ');
  return (
    <>
      {people.slice(0, people.length - rest.length).map(person => {
        const { username, name, initials, color, avatarUrl, at } = person;
        const words = at
          ? `${name}: ${placeWords(at, places.cellNumber(at), trans)}`
          : name;
        return (
          <button
            key={username}
            className="jp-Spaces-toolbarPerson"
            title={words}
            aria-label={trans.__('Go to %1', words)}
            onClick={() => at && onGo(at)}
          >
            <Avatar {...{ name: words, initials, color }} url={avatarUrl} />
          </button>
        );
      })}
      {rest.length > 0 && (
        <span
          role="img"
          title={restNames}
          aria-label={trans.__('Also here: %1', restNames)}
        >
          +{rest.length}
        </span>
      )}
    </>
  );
}
