import { sanitizeText } from "../text.ts";

const entities = new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"]]);

/**
 * `text` as HTML text or as an attribute value in quotes, without control characters and escape sequences. Whatever
 * comes from a server or a file has to pass through here; line ends become spaces.
 */
export function escapeHtml(text: string): string {
  return sanitizeText(text).toWellFormed().replace(
    /[&<>"']/g,
    (character) => entities.get(character) ?? character,
  );
}
