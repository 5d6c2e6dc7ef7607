import { Notification } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { IPresence, ISection } from '../tokens';
import { PeopleSection } from './PeopleSection';
import { IPlacesOptions, Places } from './places';
import '../../style/content.css';
import '../../style/people.css';

interface ISectionOptions extends IPlacesOptions {
  readonly presence: IPresence;
  readonly trans: TranslationBundle;
}

/** The section of the panel: who is here. */
export function peopleSection(options: ISectionOptions): ISection {
  const { presence, trans } = options;
  const places = new Places(options);
  return {
    id: 'people',
    title: trans.__('People'),
    rank: 200,
    widget: ReactWidget.create(
      <PeopleSection
        {...{ presence, places, trans }}
        onGo={at => {
          places.go(at).catch(error => {
            Notification.error(
              trans.__('%1 could not be opened: %2', at.path, String(error))
            );
          });
        }}
      />
    ),
    note: {
      text: () =>
        presence.state.kind === 'on'
          ? String(presence.state.people.length)
          : '',
      changed: presence.changed
    }
  };
}
