/** JupyterLab cuts the text of a notification that is longer. */
const MOST_CHARACTERS = 140;

/** The first of the texts, the fullest first, that a notification shows whole; else the last. */
export function fitting(...texts: readonly string[]): string {
  return (
    texts.find(text => text.length <= MOST_CHARACTERS) ??
    texts[texts.length - 1]
  );
}
