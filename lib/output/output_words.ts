/**
 * The words of the options and settings that decide what a command shows, and how.
 * @module
 */

/** How data is written on stdout. "table" is text for people, the others are for programs. */
export const outputFormats = ["table", "json", "jsonl", "csv", "yaml"] as const;

/** One of {@linkcode outputFormats}. */
export type OutputFormat = typeof outputFormats[number];

/** How progress is shown. */
export const progressModes = ["auto", "tty", "plain", "quiet", "json"] as const;

/** One of {@linkcode progressModes}. */
export type ProgressMode = typeof progressModes[number];

/** When colours are used. */
export const colorChoices = ["auto", "always", "never"] as const;

/** One of {@linkcode colorChoices}. */
export type ColorChoice = typeof colorChoices[number];
