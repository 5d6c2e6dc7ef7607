import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import * as React from 'react';
import { permissionsOf } from '../server/here';
import { newerDistribution } from '../spaces/imageVersions';
import { placeWords } from '../spaces/placeWords';
import { imageOf, sameName } from '../spaces/space';
import { IAccount, IHere, ISpaces, SpacesState } from '../tokens';
import { PlaceNotice } from '../ui/PlaceNotice';
import { Problem } from '../ui/Problem';
import { useChange } from '../ui/useChange';
import { useHeight } from '../ui/useHeight';
import { VirtualList } from '../ui/VirtualList';
import { ActsOf } from './failure';
import { ListModel } from './ListModel';
import { SpaceDetails } from './SpaceDetails';
import { IRowHandlers, SpaceRow } from './SpaceRow';
import { ViewBar } from './ViewBar';
import { ViewModel } from './ViewModel';

/** Of a row in two lines, px. */
const ROW_HEIGHT = 44;

interface IAllSpacesProps extends Omit<IRowHandlers, 'onSelect'> {
  readonly spaces: ISpaces;
  readonly list: ListModel;
  readonly views: ViewModel;
  readonly account: IAccount;
  readonly here: IHere;
  readonly actsOf: ActsOf;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The list of the spaces that one works with, in each of its states. */
export function AllSpaces(props: IAllSpacesProps): JSX.Element {
  const { spaces, list, account, trans } = props;
  useChange(list.changed, account.changed);
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
      return <Elsewhere here={props.here} trans={trans} />;
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
  const { state, spaces, list, views, account, here, trans } = props;
  const { view } = views;
  const { rows, total } = list.viewed;
  const permitted = permissionsOf(here.state).whole_domain;
  const [bar, barHeight] = useHeight<HTMLDivElement>();
  const onSelect = (name: string) =>
    spaces.select(sameName(spaces.selected, name) ? null : name);
  if (total === 0 && !(permitted && state.spaces.length > 0)) {
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
      <div ref={bar} className="jp-Spaces-stays">
        <ViewBar
          view={view}
          onChange={part => views.set(part)}
          permitted={permitted}
          trans={trans}
        />
      </div>
      <VirtualList
        items={rows}
        keyOf={row => row.space.name}
        dataOf={row => ({ 'data-space': row.space.name })}
        rowHeight={ROW_HEIGHT}
        covered={barHeight}
        brought={
          rows.find(row => sameName(row.space.name, spaces.selected))?.space
            .name ?? null
        }
        onShown={shown => {
          spaces.shown = shown.map(row => row.space.name);
        }}
        label={trans.__('Spaces')}
        render={row => {
          const { name } = row.space;
          const selected = sameName(spaces.selected, name);
          const detailsId = `jp-Spaces-details-${name}`;
          return (
            <>
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
                  newerImage={newerDistribution(
                    imageOf(row.space),
                    state.spaces
                  )}
                  account={account}
                  here={here}
                  actsOf={props.actsOf}
                  commands={props.commands}
                  trans={trans}
                />
              )}
            </>
          );
        }}
      />
      {rows.length === 0 && state.complete && (
        <div className="jp-Spaces-empty" role="status">
          {total === 0
            ? trans.__(
                'None of the domain’s spaces is yours or shared: turn on “Whole domain” to see them.'
              )
            : view.query
              ? trans.__('No space matches “%1”.', view.query)
              : trans.__('No space passes the filters.')}
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

/** Where one is that there is no list, and the way on. */
function Elsewhere(props: {
  here: IHere;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { here, trans } = props;
  const words =
    here.state.kind === 'ready' ? placeWords(here.state.here, trans) : null;
  return words && <PlaceNotice words={words} />;
}
