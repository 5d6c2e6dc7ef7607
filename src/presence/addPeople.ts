import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPanel, IPresence } from '../tokens';
import type { IPlacesOptions } from './places';

interface IAddPeopleOptions extends IPlacesOptions {
  readonly panel: IPanel;
  readonly presence: IPresence;
  readonly trans: TranslationBundle;
}

/** Put the section into the panel as soon as that is seen. */
export function addPeople(options: IAddPeopleOptions): void {
  const { panel, presence } = options;
  if (presence.state.kind === 'off') {
    return;
  }
  let hasSection = false;
  const add = async () => {
    hasSection = true;
    try {
      const { peopleSection } = await import('./section');
      panel.addSection(peopleSection(options));
    } catch (error) {
      hasSection = false; // the next look tries again
      console.error('Who is here cannot be shown.', error);
    }
  };
  const look = (isSeen: boolean) => {
    if (isSeen && !hasSection) {
      void add();
    }
  };
  panel.seen.connect((_, isSeen) => look(isSeen));
  look(panel.toolbar.isVisible);
}
