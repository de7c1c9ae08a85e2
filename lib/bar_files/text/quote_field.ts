/** The longest field that a message shows, in UTF-16 units. */
const longestShown = 40;

/** The most fields that a message lists. */
const mostShown = 30;

/** A field of a file as a message shows it: in quotes, and cut to a bearable length. */
export function quoteField(text: string): string {
  return `"${cutField(text)}"`;
}

/** A field cut to a bearable length. */
export function cutField(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** Fields as a message lists them; of very many only the first. */
export function listFields(fields: readonly string[]): string {
  const shown = fields.slice(0, mostShown).map(quoteField).join(", ");
  return fields.length > mostShown ? `${shown} and ${fields.length - mostShown} more` : shown;
}
