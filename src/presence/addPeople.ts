import { Notification } from '@jupyterlab/apputils';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IHere, IPanel, IPresence, IWhereabouts } from '../tokens';
import { CellCircles } from './CellCircles';
import type { IPeopleSectionProps } from './PeopleSection';
import { IPlacesOptions, Places } from './places';
import { ToolbarPeople } from './ToolbarPeople';

interface IAddPeopleOptions extends IPlacesOptions {
  readonly panel: IPanel | null;
  readonly here: IHere;
  readonly settings: ISettingRegistry | null;
  /** The plugin that has the settings. */
  readonly settingsId: string;
  readonly presence: IPresence;
  readonly trans: TranslationBundle;
}

/** Show who is here: in the notebooks, and in the panel as soon as that is seen. */
export async function addPeople(options: IAddPeopleOptions): Promise<void> {
  const { panel, here, presence, shell, settings, settingsId, trans } = options;
  if (presence.state.kind === 'off') {
    return;
  }
  const places = new Places(options);
  const onGo = (at: IWhereabouts) => {
    places.go(at).catch(error => {
      Notification.error(
        trans.__('%1 could not be opened: %2', at.path, String(error))
      );
    });
  };
  const common = { presence, places, onGo, trans };
  if (panel) {
    addSection(panel, here, common);
  }
  const circles = new CellCircles({ presence, shell, trans });
  const inToolbars = new ToolbarPeople({ ...common, shell });
  const loaded = await settings?.load(settingsId);
  const apply = () => {
    circles.isOn = loaded?.composite['cellCircles'] !== false;
    inToolbars.isOn = loaded?.composite['toolbarCircles'] !== false;
  };
  loaded?.changed.connect(apply);
  apply();
}

function addSection(
  panel: IPanel,
  here: IHere,
  options: IPeopleSectionProps
): void {
  let hasSection = false;
  const add = async () => {
    hasSection = true;
    try {
      if (here.state.kind === 'loading') {
        await here.refresh();
      }
      const { state } = here;
      if (state.kind === 'ready' && state.here.sharing === 'Private') {
        return; // nobody else can come
      }
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
