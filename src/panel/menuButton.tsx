import type { TranslationBundle } from '@jupyterlab/translation';
import {
  addToolbarButtonClass,
  ellipsesIcon,
  MenuSvg,
  ReactWidget,
  ToolbarButtonComponent
} from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

/**
 * The button at the panel's top with what is seldom wanted: a menu of commands.
 *
 * It is no ToolbarButton, which counts as pressed after every other click.
 */
export function menuButton(
  commands: CommandRegistry,
  ids: readonly string[],
  trans: TranslationBundle
): Widget {
  const menu = new MenuSvg({ commands });
  ids.forEach(command => menu.addItem({ command }));
  const button = addToolbarButtonClass(
    ReactWidget.create(
      <ToolbarButtonComponent
        icon={ellipsesIcon}
        tooltip={trans.__('More')}
        onClick={() => {
          const { left, bottom } = button.node.getBoundingClientRect();
          menu.open(left, bottom);
        }}
      />
    )
  );
  // Lumino leaves the focus nowhere.
  menu.aboutToClose.connect(() =>
    button.node.querySelector<HTMLElement>('jp-button')?.focus()
  );
  button.disposed.connect(() => menu.dispose());
  return button;
}
