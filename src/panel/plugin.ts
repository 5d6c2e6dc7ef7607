import {
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin,
  JupyterLab
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandToolbarButton, Toolbar } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { IAccount, IHere, IJobs, IPanel, ISpaces } from '../tokens';
import { addCommands, CommandIDs } from './commands';
import { PanelHistory } from './history';
import { menuButton } from './menuButton';
import { returnFocus } from './menuFocus';
import { SpacesPanel } from './SpacesPanel';

const STATE_KEY = 'jupyterlab-sagemaker-spaces:closed-sections';

/** The panel in the left sidebar, with *This space* and *All spaces*. */
export const panelPlugin: JupyterFrontEndPlugin<IPanel> = {
  id: 'jupyterlab-sagemaker-spaces:panel',
  description: 'The Spaces panel and the commands on spaces.',
  autoStart: true,
  provides: IPanel,
  requires: [IHere, ISpaces, IJobs, IAccount],
  optional: [
    ITranslator,
    ICommandPalette,
    ILayoutRestorer,
    IStateDB,
    JupyterLab.IInfo
  ],
  activate: (
    app: JupyterFrontEnd,
    here: IHere,
    spaces: ISpaces,
    jobs: IJobs,
    account: IAccount,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    stateDB: IStateDB | null,
    info: JupyterLab.IInfo | null
  ): IPanel => {
    const trans = (translator ?? nullTranslator).load(
      'jupyterlab_sagemaker_spaces'
    );
    const { commands, shell } = app;
    const panel = new SpacesPanel(trans);
    if (stateDB) {
      // The state comes only when the application has started: it must not be waited for here.
      stateDB
        .fetch(STATE_KEY)
        .then(kept => {
          if (Array.isArray(kept)) {
            panel.restore(kept.map(String));
          }
          panel.closedChanged.connect((_, ids) => {
            void stateDB.save(STATE_KEY, [...ids]);
          });
        })
        .catch(error => {
          console.error('Which sections were closed is not known.', error);
        });
    }

    returnFocus(panel.node, app.contextMenu.menu);

    const showPanel = () => shell.activateById(panel.id);
    const history = new PanelHistory(panel, showPanel, async () => {
      const { JobHistory, actsBy } = await import('./sections');
      const actsOf = actsBy(commands);
      return () => new JobHistory({ jobs, spaces, here, actsOf, trans });
    });
    addCommands({
      commands,
      here,
      spaces,
      jobs,
      trans,
      history,
      showPanel,
      contextSpace: () =>
        app.contextMenuHitTest(node => !!node.dataset['space'])?.dataset[
          'space'
        ] ?? null
    });
    const execute = (id: string) => (space: string) =>
      void commands.execute(id, { space });

    const title = new Widget({ node: document.createElement('h1') });
    title.node.textContent = trans.__('Spaces');
    title.addClass('jp-Spaces-title');
    panel.toolbar.addItem('title', title);
    panel.toolbar.addItem('spacer', Toolbar.createSpacerItem());
    panel.toolbar.addItem(
      'refresh',
      new CommandToolbarButton({
        commands,
        id: CommandIDs.refresh,
        label: ''
      })
    );
    panel.toolbar.addItem(
      'more',
      menuButton(
        commands,
        // The latter is of the forms, which may be switched off: then it is not shown.
        [CommandIDs.history, 'spaces:stop-all-mine'],
        trans
      )
    );
    // What is shown in the panel is loaded when it is first seen.
    const fill = async () => {
      const sections = await import('./sections');
      const options = {
        here,
        spaces,
        jobs,
        account,
        stateDB,
        info,
        trans,
        onRun: execute(CommandIDs.run),
        onStop: execute(CommandIDs.stop),
        onOpen: execute(CommandIDs.open),
        commands
      };
      panel.header.addWidget(sections.versionNotice(here, trans));
      panel.addSection(sections.thisSpaceSection(options));
      panel.addSection(sections.runningNowSection(options));
      panel.addSection(sections.allSpacesSection(options));
      panel.disposed.connect(sections.keepFocus(panel.node));
    };
    let filling: Promise<void> | null = null;
    panel.seen.connect((_, seen) => {
      spaces.isActive = seen;
      if (seen) {
        filling ??= fill().catch(error => {
          console.error('The Spaces panel cannot be loaded.', error);
          filling = null; // the next look tries again
        });
      }
    });

    // The jobs that this tab asked for are told of, also after a reload.
    const tellOfJobs = () => {
      if (jobs.asked.length > 0) {
        jobs.changed.disconnect(tellOfJobs);
        import('./sections')
          .then(({ JobNotices }) => {
            const notices = new JobNotices({
              jobs,
              spaces,
              here,
              commands,
              trans
            });
            panel.disposed.connect(() => notices.dispose());
          })
          .catch(error => {
            console.error('Jobs of spaces cannot be told of.', error);
            jobs.changed.connect(tellOfJobs); // the next change tries again
          });
      }
    };
    jobs.changed.connect(tellOfJobs);

    shell.add(panel, 'left', { rank: 350, type: 'Spaces' });
    restorer?.add(panel, panel.id);
    const category = trans.__('Spaces');
    for (const command of [
      CommandIDs.show,
      CommandIDs.refresh,
      CommandIDs.run,
      CommandIDs.stop,
      CommandIDs.open,
      CommandIDs.history
    ]) {
      palette?.addItem({ command, category });
    }
    return panel;
  }
};
