import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';
import * as React from 'react';
import { visibleSpaces } from '../spaces/ownership';
import { IAccount, IHere, IJobs, ISection, ISpaces } from '../tokens';
import { AllSpaces } from './AllSpaces';
import { actsBy } from './failure';
import { ThisSpace } from './ThisSpace';
import { VersionNotice } from './VersionNotice';

interface ISectionOptions {
  readonly here: IHere;
  readonly spaces: ISpaces;
  readonly jobs: IJobs;
  readonly account: IAccount;
  readonly onRun: (name: string) => void;
  readonly onStop: (name: string) => void;
  readonly onOpen: (name: string) => void;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The section on the space that one is in. */
export function thisSpaceSection(options: ISectionOptions): ISection {
  return {
    id: 'this-space',
    title: options.trans.__('This space'),
    rank: 100,
    widget: ReactWidget.create(<ThisSpace {...options} />)
  };
}

/** The section with the list. */
export function allSpacesSection(options: ISectionOptions): ISection {
  const { spaces, commands } = options;
  return {
    id: 'all-spaces',
    title: options.trans.__('All spaces'),
    rank: 900,
    widget: ReactWidget.create(
      <AllSpaces {...options} actsOf={actsBy(commands)} />
    ),
    note: {
      text: () =>
        spaces.state.kind === 'ready'
          ? String(visibleSpaces(spaces.state.spaces, spaces.state.me).length)
          : '',
      changed: spaces.stateChanged
    }
  };
}

/** The notice above the sections. */
export function versionNotice(here: IHere, trans: TranslationBundle): Widget {
  return ReactWidget.create(<VersionNotice here={here} trans={trans} />);
}

// All that is loaded when the panel is first seen, or an answer has to be put into words, is one chunk.
export { ABOUT_NOTHING, failureOf } from '../jobs/failures';
export { actsBy } from './failure';
export { JobHistory } from './JobHistory';
export { JobNotices } from './JobNotices';
