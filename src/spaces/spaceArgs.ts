/** Arguments of a command about a space. */
export interface ISpaceArgs {
  /** Name of the space. */
  readonly space?: unknown;
  /** Whether the space is that of the context menu. */
  readonly context?: unknown;
}

/** JSON schema of {@link ISpaceArgs}. */
export const SPACE_ARGS = {
  type: 'object' as const,
  properties: {
    space: { type: 'string' as const, description: 'Name of the space' },
    context: {
      type: 'boolean' as const,
      description: 'Whether the space is that of the context menu'
    }
  }
};

/**
 * The space that a command is about: the one that is named, the row that was right-clicked, or the selected one.
 *
 * @param contextSpace - name of the space whose row was right-clicked, if one was
 */
export function spaceOfArgs(
  args: ISpaceArgs,
  contextSpace: () => string | null,
  selected: string | null
): string | null {
  if (typeof args.space === 'string') {
    return args.space;
  }
  return args.context ? contextSpace() : selected;
}
