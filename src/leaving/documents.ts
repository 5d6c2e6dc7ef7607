import type { Widget } from '@lumino/widgets';
import type { IShell } from '../ui/shell';

/** What is used of a document's context. */
interface IContext {
  readonly localPath: string;
  readonly isReady: boolean;
  readonly isDisposed: boolean;
  readonly contentsModel: {
    readonly writable: boolean;
    readonly last_modified: string;
  } | null;
  readonly model: {
    readonly dirty: boolean;
    readonly collaborative?: boolean;
  };
  save(): Promise<void>;
  revert(): Promise<void>;
}

/** A document that could not be saved. */
export interface INotSaved {
  readonly path: string;
  readonly why: string;
}

/** The documents that are open in this page, each once. */
export function documentsIn(shell: IShell): readonly IContext[] {
  const contexts = Array.from(
    shell.widgets('main'),
    widget => (widget as Widget & { context?: IContext }).context
  );
  return Array.from(new Set(contexts)).filter(
    (context): context is IContext => !!context?.isReady && !context.isDisposed
  );
}

/** Those that have changes which are not on disk. */
export function unsavedIn(shell: IShell): readonly IContext[] {
  return documentsIn(shell).filter(({ model }) => model.dirty);
}

/**
 * Save documents, one after the other; those that could not be. Never rejects.
 *
 * @param readOnly - why one that may not be written cannot be saved
 */
export async function saveAll(
  documents: readonly IContext[],
  readOnly: string
): Promise<readonly INotSaved[]> {
  const failed: INotSaved[] = [];
  for (const context of documents) {
    const { localPath: path } = context;
    if (context.contentsModel?.writable === false) {
      failed.push({ path, why: readOnly });
      continue;
    }
    try {
      await context.save();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failed.push({ path, why });
    }
  }
  return failed;
}
