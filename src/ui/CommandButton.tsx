import { CommandRegistry } from '@lumino/commands';
import * as React from 'react';
import { useChange } from './useChange';

interface ICommandButtonProps {
  readonly commands: CommandRegistry;
  readonly id: string;
  /** Name of the space that it is about. */
  readonly space: string;
  readonly label: string;
  /** Label with the space's name, for screen readers. */
  readonly name: string;
}

/**
 * A button that executes a command on a space; nothing where there is no such command.
 *
 * When the command is not enabled it stays focusable, and its tooltip is the command's caption, which says why.
 */
export function CommandButton(props: ICommandButtonProps): JSX.Element | null {
  const { commands, id, space, label, name } = props;
  useChange(commands.commandChanged);
  if (!commands.hasCommand(id)) {
    return null;
  }
  const args = { space };
  const enabled = commands.isEnabled(id, args);
  return (
    <button
      className="jp-Spaces-button"
      aria-label={name}
      aria-disabled={!enabled}
      title={commands.caption(id, args) || undefined}
      onClick={enabled ? () => void commands.execute(id, args) : undefined}
    >
      {label}
    </button>
  );
}
