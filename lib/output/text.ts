/**
 * Text on its way to a terminal: made harmless, measured, cut and padded.
 * @module
 */
import { unicodeWidth } from "@std/cli/unicode-width";
import { stripAnsiCode } from "@std/fmt/colors";
import { formatCount } from "./format.ts";

/** What {@linkcode sanitizeText} lets pass. */
interface SanitizeOptions {
  /** Keep line ends (as "\n") and tabs; otherwise each becomes a space. */
  keepNewlines?: boolean | undefined;
  /** Keep the escape sequences of {@linkcode createStyle}, and no others. */
  keepStyles?: boolean | undefined;
}

const ESC = "\u001b";
const BEL = "\u0007";
const styleCode = `${ESC}\\[(?:1|2|4|22|24|3[1-6]|39)m`;
const styleSequence = new RegExp(`^${styleCode}$`, "u");
const styledCharacters = new RegExp(`${styleCode}|.`, "gsu");

/** Everything that is not plain text. A sequence without its end loses only its introducer: the rest stays readable. */
const notPlain = new RegExp(
  [
    `\\r\\n?|[\\n\\u2028\\u2029]`,
    `(?:${ESC}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${BEL}\\u0090\\u0098\\u009c-\\u009f${ESC}\\n]*(?:${BEL}|\\u009c|${ESC}\\\\)`,
    `(?:${ESC}\\[|\\u009b)[0-?]*[ -\\/]*[@-~]`,
    `${ESC}[ -\\/]*[0-~]?`,
    `\\p{Cc}|\\p{Bidi_Control}`,
  ].join("|"),
  "gu",
);

/**
 * `text` without control characters (C0, C1, DEL), escape sequences and characters that change the direction of
 * writing, so that text from elsewhere cannot move the cursor, change the title or disguise itself.
 */
export function sanitizeText(text: string, options: SanitizeOptions = {}): string {
  return text.replace(notPlain, (match) => {
    if (match === "\t") return options.keepNewlines ? match : " ";
    if (/^[\r\n\u2028\u2029]/.test(match)) return options.keepNewlines ? "\n" : " ";
    return options.keepStyles && styleSequence.test(match) ? match : "";
  });
}

/** How many terminal columns `text` takes; styles take none. */
export function displayWidth(text: string): number {
  return unicodeWidth(stripAnsiCode(text));
}

/** `text` cut to at most `width` columns, the cut marked with "…". Styles stay intact. */
export function truncateText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return "";
  let result = "";
  let used = 0;
  let isCut = false;
  for (const [part] of text.matchAll(styledCharacters)) {
    if (part.startsWith(ESC)) {
      result += part;
      continue;
    }
    if (isCut) continue;
    used += unicodeWidth(part);
    isCut = used > width - 1;
    result += isCut ? "…" : part;
  }
  return result;
}

/** `text` filled with spaces to `width` columns; longer text stays as it is. */
export function padText(text: string, width: number, align: "left" | "right" = "left"): string {
  const fill = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + fill : fill + text;
}

/** `text` with line ends between words, so that no line is wider than `width`, unless a word is. */
export function wrapText(text: string, { width }: { width: number }): string {
  return text.split("\n").map((paragraph) => {
    const lines: string[] = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines[lines.length - 1];
      const joined = last === "" ? word : `${last} ${word}`;
      if (displayWidth(joined) <= width || last === "") lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    return lines.join("\n");
  }).join("\n");
}

/** "1 epoch", "60 epochs": `unit` is the plural. */
export function withUnit(count: number, unit: string): string {
  return `${formatCount(count)} ${count === 1 ? singular(unit) : unit}`;
}

/** "epoch" for "epochs". */
export function singular(unit: string): string {
  return unit.replace(/s$/, "");
}
