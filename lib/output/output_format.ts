/** How data is written on stdout. "table" is text for people, the others are for programs. */
export const outputFormats = ["table", "json", "jsonl", "csv", "yaml"] as const;

/** One of {@linkcode outputFormats}. */
export type OutputFormat = typeof outputFormats[number];
