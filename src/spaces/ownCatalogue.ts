import { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ICatalogue } from './catalogue';
import { CatalogueError, parseCatalogue } from './parseCatalogue';

interface IOwnCatalogueOptions {
  readonly builtIn: ICatalogue;
  /** The user's file, as JupyterLab's file browser names it. */
  readonly path: string;
  readonly contents: Pick<Contents.IManager, 'get'>;
  /** Told that the file cannot be used; why, and what to do. */
  readonly onProblem: (problem: string, reason: string) => void;
  readonly trans: TranslationBundle;
}

/** The built-in catalogue with what a user's file replaces of it; as it is when that file cannot be used. */
export async function withOwnCatalogue(
  options: IOwnCatalogueOptions
): Promise<ICatalogue> {
  const { builtIn, path, onProblem, trans } = options;
  try {
    return { ...builtIn, ...parseCatalogue(await read(options), trans) };
  } catch (error) {
    if (!(error instanceof CatalogueError)) {
      throw error;
    }
    onProblem(
      trans.__(
        '%1 cannot be used: the built-in instance catalogue stays',
        path
      ),
      [
        error.message,
        trans.__('Correct the file, or name none in the settings of Spaces.')
      ].join(' ')
    );
    return builtIn;
  }
}

async function read(options: IOwnCatalogueOptions): Promise<string> {
  const { contents, path, trans } = options;
  let content: unknown;
  try {
    const file = await contents.get(path, { type: 'file', format: 'text' });
    content = file.content;
  } catch (error) {
    throw new CatalogueError(
      trans.__('It cannot be read: %1.', (error as Error).message)
    );
  }
  return String(content);
}
