/** JupyterLab makes a toast within this time, ms, or not at all. */
const PATIENCE_MS = 10_000;

/**
 * Have the toast of a notification be read out in a pause: JupyterLab makes it an alert, which interrupts what is being
 * read. To be called after each update, too: one that was hidden is made anew by it.
 */
export function politely(id: string): void {
  const soften = () => {
    const alert = document.getElementById(id)?.querySelector('[role="alert"]');
    alert?.setAttribute('aria-live', 'polite');
    return !!alert;
  };
  if (soften()) {
    return;
  }
  const observer = new MutationObserver(() => {
    if (soften()) {
      end();
    }
  });
  const timer = window.setTimeout(() => end(), PATIENCE_MS);
  const end = () => {
    observer.disconnect();
    window.clearTimeout(timer);
  };
  observer.observe(document.body, { childList: true, subtree: true });
}
