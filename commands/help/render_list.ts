import type { Style } from "../../lib/output/style.ts";
import { displayWidth, padText, wrapText } from "../../lib/output/text.ts";

/** An item of a list, and what it is. */
export interface ListItem {
  name: string;
  text: string;
}

const margin = 2;
const gap = 2;
/** Longer names have their text on the next line. */
const widestName = 34;
/** Text gets at least so many columns, however narrow the terminal is. */
const narrowestText = 20;

/** Names in one column, what they are in another, wrapped at `width`. */
export function renderList(items: readonly ListItem[], options: { style: Style; width: number }): string {
  const { style, width } = options;
  const names = items.map(({ name }) => displayWidth(name)).filter((length) => length <= widestName);
  const column = margin + Math.max(0, ...names) + gap;
  return items.map(({ name, text }) => {
    const lines = wrapText(text, { width: Math.max(narrowestText, width - column) }).split("\n");
    const head = " ".repeat(margin) + padText(style.cyan(name), column - margin);
    const isOwnLine = displayWidth(name) > widestName;
    const [first, ...rest] = isOwnLine ? ["", ...lines] : lines;
    return [(head + first).trimEnd(), ...rest.map((line) => " ".repeat(column) + line)].join("\n");
  }).join("\n");
}
