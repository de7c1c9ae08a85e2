/**
 * The forms in which programs read what a command prints.
 * @module
 */
import type { OutputEncoder } from "./output_encoder.ts";
import { jsonLine } from "./json_line.ts";
import { eventSchemaVersion, type OutputEvent } from "./output_event.ts";
import type { OutputFormat } from "../output_words.ts";

/** What {@linkcode openEncoder} makes. */
interface EncoderOptions {
  format: OutputFormat;
  /** Whether there are events before the result. */
  events: boolean;
  /** Write texts in CSV as they are. */
  isRaw?: boolean | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** An encoder as its format asks for it. */
interface Format {
  /** Whether it can hold nothing but a table. */
  needsRows?: true;
  /** At once, without a library; undefined for text for people, and where a command line that is not understood has none. */
  early?(options: Pick<EncoderOptions, "now">): OutputEncoder;
  /** Default: `early`. Loads a library only for the format that needs it. */
  load?(options: EncoderOptions): Promise<OutputEncoder>;
}

/** Every format: the one table of the encoders. JSON is YAML, too; a table has no place for an error. */
const formats: Readonly<Record<OutputFormat, Format>> = {
  table: {},
  json: { early: () => jsonEncoder },
  jsonl: { early: ({ now }) => createLineEncoder(now) },
  csv: {
    needsRows: true,
    load: async (options) => (await import("./csv_encoder.ts")).createCsvEncoder(options),
  },
  yaml: {
    early: () => jsonEncoder,
    load: async () => (await import("./yaml_encoder.ts")).yamlEncoder,
  },
};

/** Whether a format can hold nothing but a table. */
export function needsRows(format: OutputFormat): boolean {
  return formats[format].needsRows === true;
}

/** The encoder of a format; undefined for text for people. */
export async function openEncoder(options: EncoderOptions): Promise<OutputEncoder | undefined> {
  if (options.events) return createEventEncoder(options.now);
  return await formats[options.format].load?.(options) ?? openEarlyEncoder(options);
}

/** An encoder at once, for errors of a command line that is not understood. */
export function openEarlyEncoder(
  { format, now }: Pick<EncoderOptions, "format" | "now">,
): OutputEncoder | undefined {
  return formats[format].early?.({ now });
}

const jsonEncoder: OutputEncoder = {
  result: ({ value }) => jsonLine(value),
  error: (report) => jsonLine(report),
};

/** A line an element of a list, one line for anything else. */
function createLineEncoder(now: () => number): OutputEncoder {
  return {
    result: ({ value, rows = Array.isArray(value) ? value : [value] }) => rows.map(jsonLine).join("\n"),
    error: createEventEncoder(now).error,
  };
}

/** A line an event. The keys of the result stay beside `type`; a list of results is in `operations`. */
function createEventEncoder(now: () => number): OutputEncoder {
  const line = (type: string, content: object) => {
    // `type` comes first, and what the content calls its type does not replace it.
    const head = { type, time: new Date(now()).toISOString() };
    return jsonLine(Object.assign(head, content, { type }));
  };
  return {
    result: ({ value, exitCode }) =>
      line("result", {
        exit_code: exitCode,
        ...(Array.isArray(value) ? { operations: value } : toObject(value)),
      }),
    error: (report, exitCode) => line("error", { exit_code: exitCode, ...report }),
    event: (event) => line(event.type, event),
  };
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : { value };
}

/** The event that begins a stream. */
export const versionEvent: OutputEvent = { type: "version", schema: eventSchemaVersion };
