/**
 * Which files of a zip have the bars.
 * @module
 */
import { listFields, quoteField } from "../text/quote_field.ts";
import type { ZipEntry } from "./zip_entries.ts";

/** Files that hold tables, by the end of their names. */
const tables = /\.(?:csv|tsv|json|jsonl|parquet|feather|arrow|xlsx)(?:\.gz)?$/i;
/** Files that vendors put beside them: reports, licences, checksums. */
const others = /(?:\.(?:txt|md|html?|pdf|xml|checksum|sha256|md5)|(?:^|\/)(?:readme|license|copying)[^/]*)$/i;

/** The files that may have bars. */
interface ChosenMembers {
  /** In the order of their names. */
  readonly chosen: readonly ZipEntry[];
  /** What was left out. */
  readonly notes: readonly string[];
}

/** The files of a zip that may have bars: the one that was asked for, or all but what vendors put beside them. */
export function chooseMembers(entries: readonly ZipEntry[], member: string | undefined): ChosenMembers {
  if (member !== undefined) {
    const chosen = entries.filter(({ name }) => name === member || name.endsWith(`/${member}`));
    return { chosen, notes: [] };
  }
  const hasTables = entries.some(({ name }) => tables.test(name));
  const isOther = ({ name }: ZipEntry) => hasTables && others.test(name);
  const left = entries.filter(isOther).map(({ name }) => name);
  return {
    chosen: entries.filter((entry) => !isOther(entry)).sort((one, other) => one.name < other.name ? -1 : 1),
    notes: left.length === 0 ? [] : [`Left out of the zip: ${listFields(left)}`],
  };
}

/** Whether the names of files differ in digits only, as those of one series that is cut by months, days or numbers. */
export function areNamedAlike(entries: readonly ZipEntry[]): boolean {
  const [first] = entries;
  const stem = (name: string) => name.replace(/\d+/g, "0");
  return entries.length > 1 && entries.every(({ name }) => stem(name) === stem(first.name));
}

/** The RangeError for a zip of which no single file can be taken. */
export function refuseMembers(entries: readonly ZipEntry[], member: string | undefined): RangeError {
  const names = entries.map(({ name }) => name);
  if (names.length === 0) return new RangeError("The zip is empty");
  return new RangeError(
    member === undefined
      ? `The zip has ${names.length} files: ${listFields(names)}; name one with --member`
      : `The zip has no single ${quoteField(member)}; it has ${listFields(names)}`,
  );
}
