/**
 * Price bars from a file that comes in parts, as long as it may be.
 * @module
 */
import { longestText, longestUpload } from "../contract/data.ts";
import { isUtf8 } from "../is_utf8.ts";
import type { BarFile } from "./bar_file.ts";
import { recognize } from "./containers/recognize.ts";
import { BarTextReader } from "./parse_bar_text.ts";
import { joinBytes, takeBytes } from "./take_bytes.ts";
import { readBarFile, type ReadBarFileOptions } from "./read_bar_file.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** How much is read at once. Bytes. */
interface StreamLimits {
  /** Of the longest file that is read as a whole where it may come in parts, and of the first part of a longer one. */
  readonly whole: number;
  /** Of each other part. */
  readonly part: number;
  /** Without the end of a line: more is no text. */
  readonly line: number;
  readonly text: number;
}

const mebibyte = 1024 * 1024;
const standardLimits: StreamLimits = {
  whole: 64 * mebibyte,
  part: 4 * mebibyte,
  line: 64 * mebibyte,
  text: longestText,
};

/** How a file that comes in parts is read. */
export interface ReadBarStreamOptions extends ReadBarFileOptions {
  /** Default: 64 MiB as a whole, parts of 4 MiB, lines of 64 MiB, 1 GiB of text. */
  readonly limits?: StreamLimits;
}

const lineFeed = 10;

/** The beginning of a file, and what comes behind it. */
interface StartedFile {
  readonly start: Bytes;
  readonly rest: AsyncIterator<Bytes>;
}

/**
 * The bars of a file. What is no longer than 64 MiB, and what cannot be read in parts, is read as `readBarFile()` does; of
 * longer text, also in gzip, there is never more than a part in memory. Rejects as `readBarFile()` does.
 */
export async function readBarStream(
  parts: AsyncIterable<Bytes>,
  { limits = standardLimits, ...options }: ReadBarStreamOptions,
): Promise<BarFile> {
  const reading = { ...options, limits };
  const file = await startFile(parts, limits);
  // Whatever is asked of the file in a zip is refused for any other as a whole.
  const isGzip = options.member === undefined && file.start.length > 0 && recognize(file.start) === "gzip";
  return await readStarted(isGzip ? await startFile(inflate(file), limits) : file, reading);
}

async function startFile(parts: AsyncIterable<Bytes>, { whole }: StreamLimits): Promise<StartedFile> {
  const rest = parts[Symbol.asyncIterator]();
  return { start: await takeBytes(rest, whole), rest };
}

interface ReadStartedOptions extends ReadBarFileOptions {
  readonly limits: StreamLimits;
}

async function readStarted(file: StartedFile, { limits, ...options }: ReadStartedOptions): Promise<BarFile> {
  if (file.start.length < limits.whole) return await readBarFile(file.start, options);
  return recognize(file.start) === "text"
    ? await readText(file, { ...options, limits })
    : await readBarFile(await takeRest(file), options);
}

/** Text in parts of whole lines. */
async function readText(
  { start, rest }: StartedFile,
  { limits, ...options }: ReadStartedOptions,
): Promise<BarFile> {
  const first = endOfLines(start);
  const encoding = findEncoding(start.subarray(0, first));
  const reader = new BarTextReader(encoding(start.subarray(0, first)), options);
  let left: Bytes = start.slice(first);
  let length = start.length;
  while (true) {
    const more = await takeBytes(rest, limits.part);
    length += more.length;
    if (length > limits.text) {
      throw new RangeError("The file has more than 1 GiB of text, import it in parts");
    }
    const part = joinBytes([left, more]);
    const end = more.length === 0 ? part.length : endOfLines(part);
    reader.add(encoding(part.subarray(0, end)));
    if (more.length === 0) return reader.finish();
    left = part.slice(end);
    if (left.length > limits.line) throw new RangeError("The file has a line of more than 64 MiB");
  }
}

/** The bytes behind the last end of a line; 0 where there is none. */
function endOfLines(bytes: Bytes): number {
  return bytes.lastIndexOf(lineFeed) + 1;
}

/** What makes UTF-8 of the parts of a text, by its first one. */
function findEncoding(first: Bytes): (part: Bytes) => Bytes {
  if (isUtf8(first)) return (part) => part;
  const decoder = new TextDecoder("windows-1252");
  return (part) => new TextEncoder().encode(decoder.decode(part));
}

async function* inflate({ start, rest }: StartedFile): AsyncGenerator<Bytes> {
  const packed = new ReadableStream<Bytes>({
    start: (controller) => controller.enqueue(start),
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  try {
    yield* packed.pipeThrough(new DecompressionStream("gzip"));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RangeError("The file is cut off or damaged: it cannot be unpacked", { cause: error });
  }
}

/** All there is. Throws a RangeError where that is more than can be read as a whole. */
async function takeRest({ start, rest }: StartedFile): Promise<Bytes> {
  const more = await takeBytes(rest, longestUpload - start.length + 1);
  if (start.length + more.length <= longestUpload) return joinBytes([start, more]);
  throw new RangeError("Only text, and text in gzip, can be longer than 256 MiB");
}
