import type { Page } from '@playwright/test';

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

/** Let the page give its application to the test, as a setting of the server's would. Call it before `signIn`. */
export async function exposeApp(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // The page's configuration is read from this element once its scripts run.
    document.addEventListener('readystatechange', () => {
      const element = document.getElementById('jupyter-config-data');
      if (element?.textContent) {
        element.textContent = JSON.stringify({
          ...JSON.parse(element.textContent),
          exposeAppInBrowser: true
        });
      }
    });
  });
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
