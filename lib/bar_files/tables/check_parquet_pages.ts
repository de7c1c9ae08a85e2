/**
 * What the pages of a parquet file say of themselves, before they are read: a few bytes can claim to be millions of values,
 * for which a reader would make room.
 * @module
 */
import type { ColumnMetaData, Compressors, PageHeader, RowGroup, SchemaElement } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

/** What is checked. */
interface CheckPagesOptions {
  readonly group: RowGroup;
  /** The columns that will be read, by name; none of them is nested. */
  readonly elements: ReadonlyMap<string, SchemaElement>;
  readonly compressors: Compressors;
}

/** Throws where a page has more values than its group has rows. */
export function checkParquetPages(bytes: Uint8Array<ArrayBuffer>, options: CheckPagesOptions): void {
  const { group, elements, compressors } = options;
  const rows = Number(group.num_rows);
  for (const { meta_data: column } of group.columns) {
    if (column === undefined) throw new Error("a column is encrypted");
    const [name, ...below] = column.path_in_schema;
    const element = elements.get(name);
    if (below.length > 0 || element === undefined) continue;
    const isOptional = element.repetition_type !== "REQUIRED";
    let values = 0;
    for (const page of walkPages(bytes, column)) {
      const count = countValues(page.header);
      if (!(count >= 0 && count <= rows)) throw new Error(`a page has ${count} values in ${rows} rows`);
      if (page.header.type === "DICTIONARY_PAGE") continue;
      values += count;
      checkRunsOf(page, { count, column, isOptional, compressors });
      // Behind the last value is nothing that anybody reads.
      if (values >= rows) break;
    }
    if (values !== rows) throw new Error(`column ${name} has ${values} values in ${rows} rows`);
  }
}

interface Page {
  readonly header: PageHeader;
  readonly packed: Uint8Array;
}

function* walkPages(bytes: Uint8Array<ArrayBuffer>, column: ColumnMetaData): Generator<Page> {
  const first = Number(column.dictionary_page_offset ?? 0) || Number(column.data_page_offset);
  const start = Math.min(first, Number(column.data_page_offset));
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 0 && end <= bytes.length)) throw new Error("a column lies outside the file");
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + start, end - start), offset: 0 };
  while (reader.offset < reader.view.byteLength - 1) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= reader.view.byteLength)) throw new Error("a page is cut off");
    yield { header, packed: bytes.subarray(start + reader.offset, start + reader.offset + size) };
    reader.offset += size;
  }
}

function countValues(header: PageHeader): number {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  return (first ?? second ?? dictionary)?.num_values ?? NaN;
}

interface CheckRunsOfOptions {
  readonly count: number;
  readonly column: ColumnMetaData;
  readonly isOptional: boolean;
  readonly compressors: Compressors;
}

function checkRunsOf({ header, packed }: Page, options: CheckRunsOfOptions): void {
  const { count, column, isOptional, compressors } = options;
  const unpack = (part: Uint8Array, length: number) =>
    column.codec === "UNCOMPRESSED" ? part : compressors[column.codec]?.(part, length) ?? part;
  const second = header.data_page_header_v2;
  if (second !== undefined) {
    const { repetition_levels_byte_length: before, definition_levels_byte_length: length, is_compressed } =
      second;
    const levels = before + length;
    if (isOptional) checkRuns(packed.subarray(before, levels), { width: 1, count });
    const size = header.uncompressed_page_size - levels;
    const data = packed.subarray(levels);
    checkData(is_compressed === false || size === 0 ? data : unpack(data, size), {
      encoding: second.encoding,
      count,
    });
    return;
  }
  const page = unpack(packed, header.uncompressed_page_size);
  const levels = isOptional ? readLength(page) + 4 : 0;
  if (isOptional) checkRuns(page.subarray(4, levels), { width: 1, count });
  checkData(page.subarray(levels), { encoding: header.data_page_header?.encoding ?? "", count });
}

function checkData(
  data: Uint8Array,
  { encoding, count }: { readonly encoding: string; readonly count: number },
): void {
  if (encoding === "RLE") checkRuns(data.subarray(4), { width: 1, count });
  else if (encoding.endsWith("_DICTIONARY") && data.length > 0) {
    checkRuns(data.subarray(1), { width: data[0], count });
  }
}

function readLength(page: Uint8Array): number {
  return new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
}

/** Walks through runs of values as far as they are read: none may go beyond the last value. */
function checkRuns(
  runs: Uint8Array,
  { width, count }: { readonly width: number; readonly count: number },
): void {
  const bytesOf = (bits: number) => Math.ceil(bits / 8);
  let at = 0;
  for (let seen = 0; seen < count && at < runs.length;) {
    let header = 0;
    let shift = 1;
    for (let byte = 0x80; byte >= 0x80; shift *= 128) {
      byte = runs[at++] ?? 0;
      header += (byte & 0x7f) * shift;
    }
    const length = Math.floor(header / 2);
    const isPacked = header % 2 === 1;
    if (!isPacked && seen + length > count) throw new Error(`a run has ${length} of ${count} values`);
    // Values come in groups of eight; of the last one, some may be there for nothing.
    seen += isPacked ? length * 8 : length;
    at += isPacked ? length * width : bytesOf(width);
  }
}
