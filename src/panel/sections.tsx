import type { JupyterLab } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { IStateDB } from '@jupyterlab/statedb';
import { ReactWidget } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { pageCollaboration } from '../spaces/collaboration';
import { IAccount, IHere, IJobs, ISection, ISpaces } from '../tokens';
import { AllSpaces } from './AllSpaces';
import { actsBy } from './failure';
import { ListModel, viewedNote } from './ListModel';
import { RunningModel, runningNote } from './RunningModel';
import { RunningNow } from './RunningNow';
import { ThisSpace } from './ThisSpace';
import { VersionNotice } from './VersionNotice';
import { ViewModel } from './ViewModel';
import '../../style/content.css';

interface ISectionOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  /** The plugins of this page; null where the application does not tell. */
  readonly info: JupyterLab.IInfo | null;
  /** Where the view of the list is kept; null: nowhere. */
  readonly stateDB: IStateDB | null;
  readonly onRun: (name: string) => void;
  readonly onStop: (name: string) => void;
  readonly onOpen: (name: string) => void;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The section on the space that one is in. */
export function thisSpaceSection(options: ISectionOptions): ISection {
  const { trans } = options;
  return {
    id: 'this-space',
    title: trans.__('This space'),
    rank: 100,
    widget: ReactWidget.create(
      <ThisSpace {...options} page={pageCollaboration(options.info)} />
    )
  };
}

/** The section with the list. */
export function allSpacesSection(options: ISectionOptions): ISection {
  const { here, spaces, commands, stateDB, trans } = options;
  const views = new ViewModel(here, stateDB);
  const list = new ListModel({ ...options, views });
  return {
    id: 'all-spaces',
    title: trans.__('All spaces'),
    rank: 900,
    widget: ReactWidget.create(
      <AllSpaces
        {...options}
        list={list}
        views={views}
        actsOf={actsBy(commands)}
      />
    ),
    note: {
      text: () => {
        const { state } = spaces;
        return state.kind === 'ready'
          ? viewedNote(list.viewed, state.complete, trans)
          : '';
      },
      changed: list.changed
    }
  };
}

/** The section with what runs in the domain. */
export function runningNowSection(options: ISectionOptions): ISection {
  const { account, trans } = options;
  const running = new RunningModel({
    ...options,
    priceOf: type => account.price(type)
  });
  return {
    id: 'running-now',
    title: trans.__('Running now'),
    rank: 800,
    widget: ReactWidget.create(<RunningNow {...options} running={running} />),
    note: {
      text: () => {
        const { state } = options.spaces;
        return state.kind === 'ready'
          ? runningNote(running.instances, state.complete, trans)
          : '';
      },
      changed: running.changed
    }
  };
}

/** The notice above the sections. */
export function versionNotice(here: IHere, trans: TranslationBundle): Widget {
  return ReactWidget.create(<VersionNotice here={here} trans={trans} />);
}

// All that is loaded when the panel is first seen, or an answer has to be put into words, is one chunk.
export { actsBy } from './failure';
export { confirmStop } from './confirmStop';
export { JobHistory } from './JobHistory';
export { JobNotices } from './JobNotices';
export { keepFocus } from '../ui/keepFocus';
export { tellBlocked, tellRefused } from '../ui/refused';
