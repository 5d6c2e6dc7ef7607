import type { TranslationBundle } from '@jupyterlab/translation';
import {
  ellipsesIcon,
  MenuSvg,
  ToolbarButton
} from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

/** The button at the panel's top with what is seldom wanted: a menu of commands. */
export function menuButton(
  commands: CommandRegistry,
  ids: readonly string[],
  trans: TranslationBundle
): ToolbarButton {
  const menu = new MenuSvg({ commands });
  ids.forEach(command => menu.addItem({ command }));
  const button = new ToolbarButton({
    icon: ellipsesIcon,
    tooltip: trans.__('More'),
    onClick: () => {
      const { left, bottom } = button.node.getBoundingClientRect();
      menu.open(left, bottom);
    }
  });
  button.disposed.connect(() => menu.dispose());
  return button;
}
