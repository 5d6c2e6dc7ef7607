import type { Page, WebSocketRoute } from '@playwright/test';
import { writeNotebook } from './notebooks.js';

/** What the page's IPresence says of people. */
export interface ISeen {
  readonly kind: 'off' | 'on';
  readonly connected?: boolean;
  readonly people?: readonly {
    readonly username: string;
    readonly isMe: boolean;
    readonly status: string;
    readonly at: {
      readonly path: string;
      readonly cell: { readonly id: string } | null;
      readonly typing: boolean;
    } | null;
  }[];
}

/** Ask the page's IPresence. */
export async function seenBy(page: Page): Promise<ISeen> {
  return page.evaluate(async () => {
    const app = (window as any).jupyterapp;
    const plugin = app.info.availablePlugins.find(
      ({ id }: { id: string }) =>
        id === 'jupyterlab-sagemaker-spaces:presence-model'
    );
    return (await app.resolveRequiredService(plugin.provides)).state;
  });
}

/** Usernames of those whom the page sees, oneself first. */
export async function namesSeenBy(page: Page): Promise<readonly string[]> {
  const { people } = await seenBy(page);
  return (people ?? []).map(({ username }) => username);
}

/** Write a notebook of so many cells: `Cell 1`, `Cell 2`, … */
export async function makeNotebook(
  page: Page,
  path: string,
  cells: number
): Promise<void> {
  const sources = Array.from({ length: cells }, (_, i) => `Cell ${i + 1}`);
  await writeNotebook(page, path, sources);
}

/** Open a document where others share it, and wait until it is there. */
export async function openDocument(page: Page, path: string): Promise<void> {
  await page.evaluate(async path => {
    const { commands, serviceManager } = (window as any).jupyterapp;
    // jupyter-collaboration 3 shares what is opened by a drive of its own.
    const named = `RTC:${path}`;
    const isDrive = serviceManager.contents.driveName(named) === 'RTC';
    const widget = await commands.execute('docmanager:open', {
      path: isDrive ? named : path
    });
    await widget.context.ready;
  }, path);
}

/** Execute a command of JupyterLab's. */
export async function execute(page: Page, command: string): Promise<void> {
  await page.evaluate(async command => {
    await (window as any).jupyterapp.commands.execute(command);
  }, command);
}

/** Make a cell of the notebook in front the active one, by its index from 0. */
export async function goToCell(page: Page, index: number): Promise<void> {
  await page.evaluate(index => {
    const { content } = (window as any).jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    content.mode = 'command';
  }, index);
}

/** The sources of the notebook in front, cell by cell. */
export async function sourcesOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    (
      window as any
    ).jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map(
      (cell: { source: string }) => cell.source
    )
  );
}

/** A page's connections to the rooms of jupyter-collaboration, which can be cut off and mended. */
export class Rooms {
  private constructor() {}

  /** Call it before `signIn`. */
  static async of(page: Page): Promise<Rooms> {
    const rooms = new Rooms();
    await page.routeWebSocket(/\/api\/collaboration\/room\//, async route => {
      if (rooms._isCut) {
        await route.close();
        return;
      }
      rooms._open.add(route);
      const server = route.connectToServer();
      // Told of a close, a route leaves the other side to the handler.
      route.onClose(async (code, reason) => {
        rooms._open.delete(route);
        await server.close({ code, reason });
      });
      server.onClose(async (code, reason) => {
        rooms._open.delete(route);
        await route.close({ code, reason });
      });
    });
    return rooms;
  }

  /** Cut them off, and let none come about. */
  async cut(): Promise<void> {
    this._isCut = true;
    await Promise.all(Array.from(this._open, route => route.close()));
    this._open.clear();
  }

  /** Let them come about again. */
  mend(): void {
    this._isCut = false;
  }

  private _isCut = false;
  private readonly _open = new Set<WebSocketRoute>();
}
