/**
 * Price bars from any file that people have them in.
 * @module
 */
import { longestUpload } from "../contract/data.ts";
import { isUtf8 } from "../is_utf8.ts";
import type { BarFile } from "./bar_file.ts";
import { type BarFileOptions, isCalendarTimeframe } from "./bar_file_options.ts";
import { type ContainerKind, recognize } from "./containers/recognize.ts";
import { parseBarText } from "./parse_bar_text.ts";
import { dateInName } from "./times/date_in_name.ts";
import type { TableFile } from "./tables/table_file.ts";
import { quoteField } from "./text/quote_field.ts";

/** How a file is read. */
export interface ReadBarFileOptions extends BarFileOptions {
  /** The file in a zip, or the sheet of a workbook, that counts. */
  readonly member?: string | undefined;
  /** Whether others wait meanwhile: tables, of which a kilobyte may be millions of rows, are left to a thread then. */
  readonly isAtOnce?: boolean | undefined;
}

/** Says that a file is to be read in a thread. */
export class NeedsThread extends Error {}

/** Containers in a container: a zip of gzip files and no more. */
const deepest = 2;

/**
 * The bars of a file: text in any of the formats, JSON, parquet, feather or a workbook, and each of them in gzip or zip.
 * Rejects with a RangeError as `parseBarText()` throws it, and for other kinds of file, which it names.
 */
export async function readBarFile(
  bytes: Uint8Array<ArrayBuffer>,
  options: ReadBarFileOptions,
): Promise<BarFile> {
  const { text, notes, container, name } = await toText(bytes, { ...options, depth: 0 });
  const file = parseBarText(text, { ...options, fileName: name ?? options.fileName });
  const { title } = file.understood;
  const understood = container === undefined
    ? file.understood
    : { ...file.understood, title: `${container}, ${title}` };
  return { ...file, understood, notes: [...notes, ...file.notes] };
}

interface ToTextOptions extends ReadBarFileOptions {
  readonly depth: number;
}

async function toText(bytes: Uint8Array<ArrayBuffer>, options: ToTextOptions): Promise<TableFile> {
  if (options.depth > deepest) throw new RangeError("The file is packed several times, unpack it first");
  const kind = recognize(bytes);
  if (options.member !== undefined && kind !== "zip" && options.depth === 0) {
    throw new RangeError(`The file is no zip, so there is no ${quoteField(options.member)} in it`);
  }
  return kind === "text" ? { text: decode(bytes), notes: [] } : await unpack(bytes, { ...options, kind });
}

async function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  { kind, ...options }: ToTextOptions & { readonly kind: Exclude<ContainerKind, "text"> },
): Promise<TableFile> {
  const encode = (text: string) => ({ text: new TextEncoder().encode(text), notes: [] });
  const deeper = { ...options, depth: options.depth + 1 };
  if (kind === "parquet" || kind === "arrow") requireThread(options);
  switch (kind) {
    case "gzip": {
      const { inflate } = await import("./containers/inflate.ts");
      return await toText(await inflate(bytes, { format: "gzip", limit: longestUpload }), deeper);
    }
    case "zip":
      return await unzip(bytes, deeper);
    case "json": {
      const { jsonToText } = await import("./containers/json_table.ts");
      return encode(jsonToText(bytes));
    }
    case "utf-16le":
    case "utf-16be":
      return encode(new TextDecoder(kind).decode(bytes));
    case "parquet": {
      const { readTable } = await import("./tables/read_table.ts");
      const keepsZones = options.timeframe === "auto" || isCalendarTimeframe(options.timeframe);
      return await readTable(bytes, { kind, keepsZones });
    }
    case "arrow": {
      const { readTable } = await import("./tables/read_table.ts");
      return await readTable(bytes, { kind });
    }
  }
}

function requireThread({ isAtOnce }: ToTextOptions): void {
  if (isAtOnce === true) throw new NeedsThread("A table is read in a thread");
}

async function unzip(bytes: Uint8Array<ArrayBuffer>, options: ToTextOptions): Promise<TableFile> {
  const { listEntries, readEntry } = await import("./containers/zip_entries.ts");
  const entries = listEntries(bytes);
  if (entries.some(({ name }) => name === "xl/workbook.xml")) {
    requireThread(options);
    const { readTable } = await import("./tables/read_table.ts");
    return await readTable(bytes, { kind: "workbook", entries, sheet: options.member });
  }
  const { chooseMembers, refuseMembers } = await import("./containers/zip_members.ts");
  const { chosen, notes } = chooseMembers(entries, options.member);
  if (chosen.length !== 1) throw refuseMembers(entries, options.member);
  const unpacked = await readEntry(bytes, { entry: chosen[0], limit: longestUpload });
  const table = await toText(unpacked, options);
  const { name } = chosen[0];
  return {
    ...table,
    name: dateInName(name) === undefined ? table.name : name,
    notes: [...notes, ...table.notes],
  };
}

/** Text that is not UTF-8 is what Windows writes, in Europe or in China. */
function decode(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (isUtf8(bytes)) return bytes;
  const chinese = new TextDecoder("gb18030").decode(bytes);
  const text = /日期|开盘|收盘/.test(chinese.slice(0, 1_000))
    ? chinese
    : new TextDecoder("windows-1252").decode(bytes);
  return new TextEncoder().encode(text);
}
