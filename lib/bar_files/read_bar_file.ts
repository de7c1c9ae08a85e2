/**
 * Price bars from any file that people have them in.
 * @module
 */
import { longestUpload } from "../contract/data.ts";
import { isUtf8 } from "../is_utf8.ts";
import type { BarFile } from "./bar_file.ts";
import type { BarFileOptions } from "./bar_file_options.ts";
import { type ContainerKind, recognize } from "./containers/recognize.ts";
import { parseBarText } from "./parse_bar_text.ts";
import { listFields, quoteField } from "./text/quote_field.ts";

/** How a file is read. */
export interface ReadBarFileOptions extends BarFileOptions {
  /** The file in a zip that counts. */
  readonly member?: string | undefined;
}

/** Containers in a container: a zip of gzip files and no more. */
const deepest = 2;

/**
 * The bars of a file: text in any of the formats or JSON, and each of them in gzip or zip. Rejects with a RangeError as
 * `parseBarText()` throws it, and for other kinds of file, which it names.
 */
export async function readBarFile(
  bytes: Uint8Array<ArrayBuffer>,
  options: ReadBarFileOptions,
): Promise<BarFile> {
  return parseBarText(await toText(bytes, { member: options.member, depth: 0 }), options);
}

interface ToTextOptions {
  readonly member: string | undefined;
  readonly depth: number;
}

async function toText(
  bytes: Uint8Array<ArrayBuffer>,
  options: ToTextOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (options.depth > deepest) throw new RangeError("The file is packed several times, unpack it first");
  const kind = recognize(bytes);
  if (options.member !== undefined && kind !== "zip" && options.depth === 0) {
    throw new RangeError(`The file is no zip, so there is no ${quoteField(options.member)} in it`);
  }
  return kind === "text" ? decode(bytes) : await unpack(bytes, { ...options, kind });
}

async function unpack(
  bytes: Uint8Array<ArrayBuffer>,
  { kind, ...options }: ToTextOptions & { readonly kind: Exclude<ContainerKind, "text"> },
): Promise<Uint8Array<ArrayBuffer>> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const deeper = { ...options, depth: options.depth + 1 };
  switch (kind) {
    case "gzip": {
      const { inflate } = await import("./containers/inflate.ts");
      return await toText(await inflate(bytes, { format: "gzip", limit: longestUpload }), deeper);
    }
    case "zip":
      return await unzip(bytes, deeper);
    case "json": {
      const { jsonToText } = await import("./containers/json_table.ts");
      return encode(jsonToText(new TextDecoder().decode(bytes)));
    }
    case "utf-16le":
    case "utf-16be":
      return encode(new TextDecoder(kind).decode(bytes));
    case "parquet":
      throw new RangeError("The file is parquet, which is not read: export it as CSV");
    case "arrow":
      throw new RangeError("The file is feather (Arrow), which is not read: export it as CSV");
  }
}

async function unzip(
  bytes: Uint8Array<ArrayBuffer>,
  options: ToTextOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { listEntries, readEntry } = await import("./containers/zip_entries.ts");
  const entries = listEntries(bytes);
  const names = entries.map(({ name }) => name);
  if (names.includes("xl/workbook.xml")) {
    throw new RangeError("The file is an Excel workbook, which is not read: save it as CSV");
  }
  const chosen = options.member === undefined
    ? entries
    : entries.filter(({ name }) => name === options.member || name.endsWith(`/${options.member}`));
  if (chosen.length !== 1) {
    throw new RangeError(
      options.member === undefined && names.length === 0
        ? "The zip is empty"
        : options.member === undefined
        ? `The zip has ${names.length} files: ${listFields(names)}; name one with --member`
        : `The zip has no single ${quoteField(options.member)}; it has ${listFields(names)}`,
    );
  }
  return await toText(await readEntry(bytes, { entry: chosen[0], limit: longestUpload }), options);
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
