/**
 * Parquet files.
 * @module
 */
import {
  type AsyncBuffer,
  type ColumnData,
  type Compressors,
  type FileMetaData,
  parquetMetadata,
  type ParquetParsers,
  parquetRead,
  parquetSchema,
  type SchemaElement,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { cellWriter, convertTime } from "./cell_text.ts";
import { checkParquetPages } from "./check_parquet_pages.ts";
import { decodeLz4Block } from "./lz4.ts";
import { type PandasColumns, readPandasColumns, tableHeader } from "./pandas_metadata.ts";
import { kindOfElement } from "./kind_of_element.ts";
import { noteNested, type TableFile } from "./table_file.ts";
import { readOrRefuse, refuseTable, requireRows, UnpackBudget } from "./table_limits.ts";
import { type ColumnCells, TableText } from "./table_text.ts";
import { decodeZstd } from "./zstd.ts";

/** How a parquet file is read. */
interface ReadParquetOptions {
  /** Whether a bar belongs to the date that the clocks of its zone show, so that the zone of times matters. */
  readonly keepsZones: boolean;
}

/** Milliseconds since the epoch, floored, where the library would give dates. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (time) => convertTime(time, 1n),
  timestampFromMicroseconds: (time) => convertTime(time, 1_000n),
  timestampFromNanoseconds: (time) => convertTime(time, 1_000_000n),
  dateFromDays: (days) => typeof days === "number" ? days * 86_400_000 : undefined,
  jsonFromBytes: (bytes) => bytes === undefined ? undefined : new TextDecoder().decode(bytes),
};

type Column = ReturnType<typeof parquetSchema>;

/** The table in a parquet file, as text. Rejects with a RangeError for one that is cut off or damaged. */
export async function readParquetTable(
  bytes: Uint8Array<ArrayBuffer>,
  { keepsZones }: ReadParquetOptions,
): Promise<TableFile> {
  const metadata = readOrRefuse("parquet file", () => parquetMetadata(bytes, { geoparquet: false }));
  requireRows(metadata.row_groups.reduce((rows, group) => rows + Number(group.num_rows), 0));
  const all = readOrRefuse("parquet file", () => parquetSchema(metadata)).children;
  const isFlat = ({ children, element }: Column) =>
    children.length === 0 && element.repetition_type !== "REPEATED";
  const pandas = readPandasColumns(metadata.key_value_metadata?.find(({ key }) => key === "pandas")?.value);
  const isIndex = ({ element }: Column) => Number(pandas.index.includes(element.name));
  const columns = all.filter(isFlat).toSorted((one, other) => isIndex(other) - isIndex(one));
  const names = columns.map(({ element }) => element.name);
  const notes = noteNested(names, all.filter((column) => !isFlat(column)).map(({ element }) => element.name));
  const text = new TableText(tableHeader(names, pandas.index));
  const zones = keepsZones ? await findZones(metadata, pandas) : undefined;
  const writers = columns.map(({ element }) => cellWriter(kindOfElement(element, zones?.get(element.name))));
  const elements = new Map(columns.map(({ element }) => [element.name, element]));
  await addRowGroups(text, { bytes, metadata, elements, writers });
  return { container: "Parquet", text: text.finish(), notes };
}

interface AddRowGroupsOptions {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly metadata: FileMetaData;
  /** The columns by name. */
  readonly elements: ReadonlyMap<string, SchemaElement>;
  readonly writers: readonly ((value: unknown) => string)[];
}

async function addRowGroups(
  text: TableText,
  { bytes, metadata, elements, writers }: AddRowGroupsOptions,
): Promise<void> {
  const file: AsyncBuffer = {
    byteLength: bytes.length,
    slice: (start, end) => bytes.slice(start, end).buffer,
  };
  const names = [...elements.keys()];
  const [checking, reading] = [new UnpackBudget(), new UnpackBudget()];
  let first = 0;
  for (const group of metadata.row_groups) {
    const count = Number(group.num_rows);
    const chunks = new Map<string, ColumnData[]>();
    try {
      checkParquetPages(bytes, { group, elements, compressors: limitCompressors(checking) });
      await parquetRead({
        file,
        metadata,
        columns: names,
        rowStart: first,
        rowEnd: first + count,
        compressors: limitCompressors(reading),
        parsers,
        geoparquet: false,
        onChunk: (chunk) => void chunks.set(chunk.columnName, [...chunks.get(chunk.columnName) ?? [], chunk]),
      });
      text.addRows(
        count,
        names.map((name, column) => cellsOf(chunks.get(name), { first, write: writers[column] })),
      );
    } catch (error) {
      throw refuseTable("parquet file", error);
    }
    first += count;
  }
}

interface CellsOfOptions {
  /** Number of the first row in the file. */
  readonly first: number;
  readonly write: (value: unknown) => string;
}

/** The cells of a column that came in chunks; rows are asked for one after the other. */
function cellsOf(chunks: readonly ColumnData[] | undefined, { first, write }: CellsOfOptions): ColumnCells {
  const parts = (chunks ?? []).toSorted((one, other) => one.rowStart - other.rowStart);
  let part = 0;
  return (row) => {
    const place = first + row;
    while (part + 1 < parts.length && place >= parts[part].rowEnd) part++;
    const chunk = parts[part];
    if (chunk === undefined || place >= chunk.rowEnd) throw new Error(`row ${place + 1} is missing`);
    return write(chunk.columnData[place - chunk.rowStart]);
  };
}

/** What is unpacked here: no more than it says, and a page without values as well. */
const own: Compressors = { ZSTD: decodeZstd, LZ4_RAW: decodeLz4Block };

function limitCompressors(budget: UnpackBudget): Compressors {
  const limited: Compressors = {};
  for (const codec of ["SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4", "LZ4_RAW"] as const) {
    const unpack = own[codec] ?? compressors[codec];
    limited[codec] = (packed, length) => {
      budget.take(length);
      if (unpack === undefined) throw new Error(`${codec} is not read`);
      return unpack(packed, length);
    };
  }
  return limited;
}

/** The zones of columns of times: as pandas names them, or in the schema of Arrow that other programs write beside. */
async function findZones(
  { key_value_metadata: pairs }: FileMetaData,
  { zones }: PandasColumns,
): Promise<ReadonlyMap<string, string>> {
  const schema = pairs?.find(({ key }) => key === "ARROW:schema")?.value;
  if (zones.size > 0 || schema === undefined) return zones;
  const { readArrowZones } = await import("./arrow_zones.ts");
  return readArrowZones(schema);
}
