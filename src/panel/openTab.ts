/** A tab that was opened in the click itself, and learns later where it goes. */
export interface IPendingTab {
  /** Send it to an address. Throws when the address is not one of the web. */
  go(url: string): void;
  close(): void;
}

/**
 * Open an empty tab now, since browsers block one that is opened after an answer has come.
 *
 * The address that it gets later may carry a token: it is used once and kept nowhere.
 *
 * @param text - what the tab says meanwhile
 * @returns null when the browser blocked it
 */
export function openTab(text: string): IPendingTab | null {
  const tab = window.open('', '_blank');
  if (!tab) {
    return null;
  }
  tab.document.title = text;
  tab.document.body.textContent = text;
  return {
    go: url => {
      const { protocol } = new URL(url);
      if (protocol !== 'https:' && protocol !== 'http:') {
        throw new Error(`Not an address of the web: ${protocol}`);
      }
      tab.opener = null;
      tab.location.replace(url);
    },
    close: () => tab.close()
  };
}
