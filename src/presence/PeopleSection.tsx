import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IPerson, IPresence, IWhereabouts } from '../tokens';
import { Avatar } from '../ui/Avatar';
import { Breakable } from '../ui/Breakable';
import { useChange } from '../ui/useChange';
import type { Places } from './places';
import { placeWords, statusWord } from './peopleWords';

export interface IPeopleSectionProps {
  readonly presence: IPresence;
  readonly places: Pick<Places, 'cellNumber'>;
  /** Go where somebody is. */
  readonly onGo: (at: IWhereabouts) => void;
  readonly trans: TranslationBundle;
}

/** Who is here, a row each, oneself first; a click goes where somebody is. */
export function PeopleSection(props: IPeopleSectionProps): JSX.Element | null {
  const { presence, trans } = props;
  useChange(presence.changed);
  const { state } = presence;
  if (state.kind === 'off') {
    return null;
  }
  return (
    <>
      {!state.connected && (
        <div className="jp-Spaces-empty" role="status">
          {trans.__('Reconnecting. These were here last:')}
        </div>
      )}
      <ul
        className={`jp-Spaces-people${state.connected ? '' : ' jp-mod-lost'}`}
        role="list"
        aria-label={trans.__('People')}
      >
        {state.people.map(person => (
          <li key={person.username}>
            <Person {...props} person={person} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Person(props: IPeopleSectionProps & { person: IPerson }): JSX.Element {
  const { person, places, onGo, trans } = props;
  const { name, initials, color, avatarUrl, isMe, status, at } = person;
  const where = at && placeWords(at, places.cellNumber(at), trans);
  const content = (
    <>
      <Avatar name={name} initials={initials} color={color} url={avatarUrl} />
      <span className="jp-Spaces-rowText">
        <span className="jp-Spaces-name">
          {isMe ? trans.__('%1 (you)', name) : name}
        </span>
        {where && (
          <span className="jp-Spaces-sub">
            <Breakable text={where} />
          </span>
        )}
      </span>
      <span className="jp-Spaces-personStatus">
        {statusWord(status, trans)}
      </span>
    </>
  );
  const unverified = trans.__(
    'The name is what the browser says: not verified.'
  );
  // Where one is oneself, and what others cannot show, there is nowhere to go.
  return at && !isMe && at.kind !== 'other' ? (
    <button
      className="jp-Spaces-person"
      title={`${trans.__('Go to %1', at.path)}\n${unverified}`}
      onClick={() => onGo(at)}
    >
      {content}
    </button>
  ) : (
    <div className="jp-Spaces-person" title={unverified}>
      {content}
    </div>
  );
}
