import type { Page } from '@playwright/test';

/** What a reader of screens was given to read out. */
export interface IAnnouncement {
  readonly text: string;
  readonly live: string;
}

/** Note from now on what the live regions of a page say; the result tells it. */
export async function announcementsOf(
  page: Page
): Promise<() => Promise<readonly IAnnouncement[]>> {
  const said = await page.evaluateHandle(() => {
    const REGION = '[aria-live], [role="status"], [role="alert"]';
    const said: { region: Element; text: string; live: string }[] = [];
    const liveOf = (region: Element) =>
      region.getAttribute('aria-live') ??
      (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite');
    const note = (region: Element | null | undefined) => {
      const text = region?.textContent?.trim();
      const last = said.at(-1);
      if (region && text && (last?.text !== text || last.region !== region)) {
        const one = { region, text, live: liveOf(region) };
        said.push(one);
        // When all that was told of the same change is done: that is when it is read out.
        requestAnimationFrame(() => (one.live = liveOf(region)));
      }
    };
    new MutationObserver(records => {
      for (const { target, addedNodes } of records) {
        const element =
          target instanceof Element ? target : target.parentElement;
        note(element?.closest(REGION));
        for (const added of addedNodes) {
          if (added instanceof Element) {
            [added, ...added.querySelectorAll('*')]
              .filter(one => one.matches(REGION))
              .forEach(note);
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
        .map(({ text, live }) => ({ text, live }))
        .filter(({ live }) => live !== 'off')
    );
}
