/** JupyterLab makes a toast within this time, ms, or not at all. */
const PATIENCE_MS = 10_000;

/** Have the toast of a notification be read out in a pause: JupyterLab makes it an alert, which interrupts what is being read. */
export function politely(notification: string): void {
  const observer = new MutationObserver(() => {
    const alert = document
      .getElementById(notification)
      ?.querySelector('[role="alert"]');
    if (alert) {
      alert.setAttribute('aria-live', 'polite');
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
