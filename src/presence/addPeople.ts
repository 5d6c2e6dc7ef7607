import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPanel, IPresence } from '../tokens';
import { CellCircles } from './CellCircles';
import type { IPlacesOptions } from './places';

interface IAddPeopleOptions extends IPlacesOptions {
  readonly panel: IPanel | null;
  readonly settings: ISettingRegistry | null;
  /** The plugin that has the settings. */
  readonly settingsId: string;
  readonly presence: IPresence;
  readonly trans: TranslationBundle;
}

/** Show who is here: in the cells, and in the panel as soon as that is seen. */
export async function addPeople(options: IAddPeopleOptions): Promise<void> {
  const { panel, presence, settings, settingsId } = options;
  if (presence.state.kind === 'off') {
    return;
  }
  if (panel) {
    addSection(panel, options);
  }
  const circles = new CellCircles(options);
  const loaded = await settings?.load(settingsId);
  const apply = () => {
    circles.isOn = loaded?.composite['cellCircles'] !== false;
  };
  loaded?.changed.connect(apply);
  apply();
}

function addSection(panel: IPanel, options: IAddPeopleOptions): void {
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
