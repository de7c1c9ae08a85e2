/** Escape sequences (CSI, OSC, DCS and two-character ones) as a whole, so that no tail such as `[31m` stays behind. */
// deno-lint-ignore no-control-regex
const escapeSequence = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;

/** Control characters but the white space, and the marks that reorder text on a screen. */
// deno-lint-ignore no-control-regex
const controlCharacter = /[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** How a text is made plain. */
interface PlainTextOptions {
  /** The longest text to return, in characters. Default: 2,000. */
  limit?: number | undefined;
}

/** A server's text on one line: no escape sequence, no control character, white space collapsed, cut to a limit. */
export function plainText(text: string, options: PlainTextOptions = {}): string {
  const limit = options.limit ?? 2_000;
  // The work is bounded too: nobody reads the end of a megabyte in an error message.
  const plain = text.slice(0, limit * 10)
    .replace(escapeSequence, "")
    .replace(controlCharacter, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain;
}
