/** The text as one piece, which no line break parts: `16 GiB`. */
export function unbroken(text: string): string {
  return text.replace(/ /g, '\u00a0');
}
