/**
 * What of a file is a file of bars of its own.
 * @module
 */
import { longestUpload } from "../contract/data.ts";
import type { BarFile } from "./bar_file.ts";
import type { ZipEntry } from "./containers/zip_entries.ts";
import { joinBytes, takeBytes } from "./take_bytes.ts";
import { listFields } from "./text/quote_field.ts";

/** What a zip starts with. */
const zipMark = [0x50, 0x4b, 0x03, 0x04];

type Bytes = Uint8Array<ArrayBuffer>;

/** A file of bars in another file. */
export interface BarFilePart {
  /** Its name in there; empty where it is the whole. */
  readonly member: string;
  readonly content: AsyncIterable<Bytes>;
}

/**
 * The parts of a file: the files in a zip, where their names differ in digits only, as those of one series in months or days
 * do; of any other file, the whole.
 */
export async function listParts(
  content: AsyncIterable<Bytes>,
  member: string | undefined,
): Promise<BarFilePart[]> {
  const rest = content[Symbol.asyncIterator]();
  const start = await takeBytes(rest, zipMark.length);
  const isZip = zipMark.every((byte, at) => start[at] === byte);
  if (!isZip || member !== undefined) return [{ member: "", content: walk(start, rest) }];
  const bytes = joinBytes([start, await takeBytes(rest, longestUpload + 1)]);
  if (bytes.length > longestUpload) {
    throw new RangeError("A zip can be no longer than 256 MiB, unpack it first");
  }
  const { listEntries, readEntry } = await import("./containers/zip_entries.ts");
  const { areNamedAlike, chooseMembers } = await import("./containers/zip_members.ts");
  const { chosen } = chooseMembers(listEntries(bytes), member);
  if (!areNamedAlike(chosen)) return [{ member: "", content: walk(bytes, rest) }];
  const unpack = async function* (entry: ZipEntry) {
    yield await readEntry(bytes, { entry, limit: longestUpload });
  };
  return chosen.map((entry) => ({ member: entry.name, content: unpack(entry) }));
}

async function* walk(start: Bytes, rest: AsyncIterator<Bytes>): AsyncGenerator<Bytes> {
  yield start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** A part that was read. */
interface ReadPart {
  readonly name: string;
  readonly file: BarFile;
}

/** Throws a RangeError unless the files of a zip are of one kind, one after the other in time. */
export function requireOneSeries(parts: readonly ReadPart[]): void {
  if (parts.length < 2) return;
  const names = listFields(parts.map(({ name }) => name));
  const kindOf = ({ file: { understood } }: ReadPart) => JSON.stringify([understood.format, understood.used]);
  if (parts.some((part) => kindOf(part) !== kindOf(parts[0]))) {
    throw new RangeError(
      `The zip has ${parts.length} files whose columns differ: ${names}; name one with --member`,
    );
  }
  const spans = parts.map(({ file: { bars: { time } } }) => ({
    first: time[0],
    last: time[time.length - 1],
  }));
  spans.sort((one, other) => one.first - other.first);
  if (spans.some(({ last }, place) => place + 1 < spans.length && last >= spans[place + 1].first)) {
    throw new RangeError(
      `The zip has ${parts.length} files with bars of the same times: ${names}; name one with --member`,
    );
  }
}

/** Throws a RangeError where files say that they are of several instruments. */
export function requireOneInstrument(parts: readonly ReadPart[]): void {
  const known = new Map<string, { readonly value: string; readonly name: string }>();
  for (const { name, file } of parts) {
    for (const [title, value] of Object.entries(file.instruments)) {
      const before = known.get(title);
      if (before === undefined) known.set(title, { value, name });
      else if (before.value !== value) {
        throw new RangeError(
          `${before.name} is of ${listFields([before.value])} and ${name} of ${
            listFields([value])
          } in column ${
            listFields([title])
          }: import them one at a time, or --force to take them as one series`,
        );
      }
    }
  }
}
