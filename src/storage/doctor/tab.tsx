import { MainAreaWidget } from '@jupyterlab/apputils';
import { ServerConnection } from '@jupyterlab/services';
import * as React from 'react';
import { spacesIcon } from '../../ui/icons';
import { keepFocus } from '../../ui/keepFocus';
import { SeenWidget } from '../SeenWidget';
import { DiskUsage, IDiskUsageProps } from './DiskUsage';
import { UsageModel } from './UsageModel';
import '../../../style/content.css';
import '../../../style/usage.css';

interface ITabOptions extends Omit<IDiskUsageProps, 'model'> {
  readonly settings: ServerConnection.ISettings;
}

/** What fills the disks, in a tab of the main area. */
export function usageTab(id: string, options: ITabOptions): MainAreaWidget {
  const { settings, storage, trans } = options;
  const model = new UsageModel(settings);
  const content = new SeenWidget(
    <DiskUsage {...options} model={model} />,
    seen => {
      model.isSeen = seen;
      if (seen) {
        void storage.refresh();
      }
    }
  );
  content.addClass('jp-Spaces');
  content.addClass('jp-Spaces-usageTab');
  const endKeeping = keepFocus(content.node);
  content.disposed.connect(() => {
    endKeeping();
    model.dispose();
  });
  const tab = new MainAreaWidget({ content });
  tab.toolbar.hide();
  tab.id = id;
  tab.title.label = trans.__('Disk Usage');
  tab.title.icon = spacesIcon;
  return tab;
}
