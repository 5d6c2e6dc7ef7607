import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import * as React from 'react';
import { spaceOfHere } from '../server/here';
import { visibleSpaces } from '../spaces/ownership';
import { searchSpaces } from '../spaces/search';
import { sameName } from '../spaces/space';
import { IAccount, IHere, IJobs, ISpaces, SpacesState } from '../tokens';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';
import { ActsOf } from './failure';
import { rowOf } from './row';
import { SpaceDetails } from './SpaceDetails';
import { IRowHandlers, SpaceRow } from './SpaceRow';

interface IAllSpacesProps extends Omit<IRowHandlers, 'onSelect'> {
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  readonly here: IHere;
  readonly actsOf: ActsOf;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The list of the spaces that one works with, in each of its states. */
export function AllSpaces(props: IAllSpacesProps): JSX.Element {
  const { spaces, jobs, account, trans } = props;
  useChange(spaces.stateChanged, jobs.changed, account.changed);
  const retry = () => void spaces.refresh();
  const state = spaces.state;
  switch (state.kind) {
    case 'loading':
      return (
        <div className="jp-Spaces-empty" role="status">
          {trans.__('Reading the spaces…')}
        </div>
      );
    case 'outside':
      return <Outside trans={trans} />;
    case 'failed':
      return (
        <Problem
          problem={state.problem}
          retryAt={state.retryAt}
          onRetry={retry}
          trans={trans}
        />
      );
    case 'ready':
      return (
        <>
          {state.problem && (
            <Problem
              problem={state.problem}
              retryAt={state.retryAt}
              onRetry={retry}
              trans={trans}
            />
          )}
          <List {...props} state={state} />
        </>
      );
  }
}

function List(
  props: IAllSpacesProps & { state: SpacesState & { kind: 'ready' } }
): JSX.Element {
  const { state, spaces, jobs, account, here, trans } = props;
  const [query, setQuery] = React.useState('');
  const visible = visibleSpaces(state.spaces, state.me);
  const found = searchSpaces(visible, query);
  const onSelect = (name: string) =>
    spaces.select(sameName(spaces.selected, name) ? null : name);
  if (visible.length === 0) {
    return (
      <div className="jp-Spaces-empty">
        {state.complete
          ? trans.__(
              'There is no space yet that you can use. Create one with the + above.'
            )
          : trans.__('Reading the spaces…')}
      </div>
    );
  }
  return (
    <>
      <div className="jp-Spaces-search">
        <input
          type="search"
          className="jp-Spaces-input"
          placeholder={trans.__('Search name, owner, instance…')}
          aria-label={trans.__('Search name, owner, instance…')}
          title={trans.__('Search name, owner, instance…')}
          value={query}
          onChange={event => setQuery(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') {
              setQuery('');
            }
          }}
        />
      </div>
      <ul className="jp-Spaces-list" onKeyDown={moveFocus}>
        {found.map(space => {
          const row = rowOf(
            space,
            jobs.latest(space.name),
            state.me,
            spaceOfHere(here.state),
            Date.now()
          );
          const selected = sameName(spaces.selected, space.name);
          const detailsId = `jp-Spaces-details-${space.name}`;
          return (
            <li key={space.name} data-space={space.name}>
              <SpaceRow
                {...props}
                row={row}
                selected={selected}
                detailsId={detailsId}
                onSelect={onSelect}
              />
              {selected && (
                <SpaceDetails
                  id={detailsId}
                  row={row}
                  account={account}
                  here={here}
                  actsOf={props.actsOf}
                  commands={props.commands}
                  trans={trans}
                />
              )}
            </li>
          );
        })}
      </ul>
      {found.length === 0 && (
        <div className="jp-Spaces-empty" role="status">
          {trans.__('No space matches “%1”.', query)}
        </div>
      )}
      {!state.complete && (
        <div className="jp-Spaces-empty" role="status">
          {trans.__('Reading more spaces…')}
        </div>
      )}
    </>
  );
}

/** Names of traits are not translated. */
const CONFIGURATION =
  'c.SpacesExtension.domain_id = "d-…"\nc.SpacesExtension.region = "…"';

/** What to do where there is no domain to ask about. */
function Outside(props: { trans: TranslationBundle }): JSX.Element {
  const { trans } = props;
  return (
    <div className="jp-Spaces-empty">
      <p className="jp-Spaces-problemTitle">
        {trans.__('This JupyterLab does not run in SageMaker Studio.')}
      </p>
      <p>
        {trans.__(
          'To see the spaces of a domain from here, give the JupyterLab server AWS credentials and the domain, in jupyter_server_config.py:'
        )}
      </p>
      <code className="jp-Spaces-raw">{CONFIGURATION}</code>
      <p>
        {trans.__(
          'Without AWS, “jupyter spaces try” starts a Studio of its own on this machine.'
        )}
      </p>
    </div>
  );
}

/** Arrow keys, Home and End go from row to row. */
function moveFocus(event: React.KeyboardEvent<HTMLUListElement>): void {
  const rows = Array.from(
    event.currentTarget.querySelectorAll<HTMLButtonElement>(
      '.jp-Spaces-rowMain'
    )
  );
  const at = rows.findIndex(
    row => row.closest('li')?.contains(document.activeElement) ?? false
  );
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1
  }[event.key];
  if (to !== undefined && rows[to]) {
    rows[to].focus();
    event.preventDefault();
  }
}
