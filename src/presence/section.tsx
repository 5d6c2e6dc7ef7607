import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';
import { ISection } from '../tokens';
import { IPeopleSectionProps, PeopleSection } from './PeopleSection';
import '../../style/content.css';
import '../../style/people.css';

/** The section of the panel: who is here. */
export function peopleSection(options: IPeopleSectionProps): ISection {
  const { presence, trans } = options;
  return {
    id: 'people',
    title: trans.__('People'),
    rank: 200,
    widget: ReactWidget.create(<PeopleSection {...options} />),
    note: {
      text: () =>
        presence.state.kind === 'on'
          ? String(presence.state.people.length)
          : '',
      changed: presence.changed
    }
  };
}
