import type { Page } from '@playwright/test';

/** What a reader of screens was given to read out. */
export interface IAnnouncement {
  readonly text: string;
  readonly live: 'polite' | 'assertive';
}

/** Note from now on what the live regions of a page say; the result tells it. */
export async function announcementsOf(
  page: Page
): Promise<() => Promise<readonly IAnnouncement[]>> {
  const said = await page.evaluateHandle(() => {
    const REGION = '[aria-live], [role="status"], [role="alert"]';
    const said: { region: Element; text: string }[] = [];
    const note = (region: Element | null | undefined) => {
      const text = region?.textContent?.trim();
      if (region && text && said.at(-1)?.text !== text) {
        said.push({ region, text });
      }
    };
    new MutationObserver(records => {
      for (const { target, addedNodes } of records) {
        const element =
          target instanceof Element ? target : target.parentElement;
        note(element?.closest(REGION));
        for (const added of addedNodes) {
          if (added instanceof Element) {
            added.querySelectorAll(REGION).forEach(note);
          }
        }
      }
    }).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true
    });
    return said;
  });
  return () =>
    said.evaluate(said =>
      said
        .map(({ region, text }) => ({
          text,
          live:
            region.getAttribute('aria-live') ??
            (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite')
        }))
        .filter(({ live }) => live !== 'off')
    ) as Promise<IAnnouncement[]>;
}
