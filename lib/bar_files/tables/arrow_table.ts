/**
 * Feather files, which are Arrow files.
 * @module
 */
import {
  CompressionType,
  DateUnit,
  Precision,
  setCompressionCodec,
  type Table,
  tableFromIPC,
  TimeUnit,
  Type,
} from "@uwdata/flechette";
import { type CellKind, cellWriter, convertTime } from "./cell_text.ts";
import { decodeLz4Frame } from "./lz4.ts";
import { readPandasColumns, tableHeader } from "./pandas_metadata.ts";
import { noteNested, type TableFile } from "./table_file.ts";
import { readOrRefuse, requireRows, UnpackBudget } from "./table_limits.ts";
import { TableText } from "./table_text.ts";
import { decodeZstd } from "./zstd.ts";

type DataType = Table["schema"]["fields"][number]["type"];

/** Types whose values are tables or lists themselves, or no values of bars. */
const nested: readonly number[] = [
  Type.List,
  Type.LargeList,
  Type.ListView,
  Type.LargeListView,
  Type.FixedSizeList,
  Type.Struct,
  Type.Map,
  Type.Union,
  Type.RunEndEncoded,
];

/** Types that have a number for each row. */
const counted: readonly number[] = [Type.Int, Type.Float, Type.Timestamp, Type.Date, Type.Time];

/** What counts of units are divided by to be milliseconds; a second is none of them. */
const divisors = new Map<number, bigint>([
  [TimeUnit.MILLISECOND, 1n],
  [TimeUnit.MICROSECOND, 1_000n],
  [TimeUnit.NANOSECOND, 1_000_000n],
]);

/** The table in an Arrow file or stream, as text. Throws a RangeError for one that is cut off or damaged. */
export function readArrowTable(bytes: Uint8Array): TableFile {
  allowCompression();
  const table = readOrRefuse(
    "Arrow file",
    () => tableFromIPC(bytes, { useBigInt: true, useBigIntTimestamp: true }),
  );
  if (table.schema === null || table.schema.fields.length === 0) {
    throw new RangeError("The Arrow file has no columns");
  }
  requireRows(table.numRows);
  const { fields, metadata } = table.schema;
  const { index } = readPandasColumns(metadata?.get("pandas"));
  const flat = fields.flatMap(({ name, type }, place) =>
    nested.includes(type.typeId) ? [] : [{ name, type, place }]
  );
  const columns = flat.toSorted((one, other) =>
    Number(index.includes(other.name)) - Number(index.includes(one.name))
  );
  const names = columns.map(({ name }) => name);
  const notes = noteNested(
    names,
    fields.filter(({ type }) => nested.includes(type.typeId)).map(({ name }) => name),
  );
  const text = new TableText(tableHeader(names, index));
  const writers = columns.map(({ type }) => readerOf(type));
  readOrRefuse(
    "Arrow file",
    () => addBatches(text, { table, places: columns.map(({ place }) => place), writers }),
  );
  return { container: "Arrow", text: text.finish(), notes };
}

interface AddBatchesOptions {
  readonly table: Table;
  readonly places: readonly number[];
  readonly writers: readonly ((value: unknown) => string)[];
}

function addBatches(text: TableText, { table, places, writers }: AddBatchesOptions): void {
  const parts = places.map((place) => table.children[place].data);
  for (let part = 0; part < (parts[0]?.length ?? 0); part++) {
    const batches = parts.map((column) => column[part]);
    const count = batches[0].length;
    for (const { length, type, values } of batches) {
      const isShort = counted.includes(type.typeId) && ArrayBuffer.isView(values) && lengthOf(values) < count;
      if (length !== count || isShort) throw new Error("a column is shorter than others");
    }
    text.addRows(count, batches.map((batch, column) => (row) => writers[column](batch.at(row))));
  }
}

function lengthOf(values: ArrayBufferView): number {
  return "length" in values && typeof values.length === "number" ? values.length : 0;
}

/** The library unpacks with what it is given; each file has a budget of its own. */
function allowCompression(): void {
  const budget = new UnpackBudget();
  const codec = (decode: (packed: Uint8Array, length: number) => Uint8Array) => ({
    decode: (packed: Uint8Array, length: number) => {
      budget.take(length);
      return decode(packed, length);
    },
    encode: () => {
      throw new TypeError("Arrow files are not written");
    },
  });
  setCompressionCodec(CompressionType.LZ4_FRAME, codec(decodeLz4Frame));
  setCompressionCodec(CompressionType.ZSTD, codec(decodeZstd));
}

/** Makes the text of a value of a type. */
function readerOf(type: DataType): (value: unknown) => string {
  if (type.typeId === Type.Dictionary) return readerOf(type.dictionary);
  const writer = cellWriter(kindOf(type));
  if (type.typeId === Type.Timestamp) return (value) => writer(countMilliseconds(value, type.unit));
  if (type.typeId === Type.Time && type.unit === TimeUnit.SECOND) {
    return (value) => writer(typeof value === "number" ? value * 1_000 : null);
  }
  // Days are milliseconds already.
  return type.typeId === Type.Date && type.unit === DateUnit.MILLISECOND
    ? (value) => writer(value === null ? null : Number(value))
    : writer;
}

function countMilliseconds(value: unknown, unit: number): number | undefined {
  const divisor = divisors.get(unit);
  if (divisor !== undefined) return convertTime(value, divisor);
  return typeof value === "bigint" ? Number(value) * 1_000 : undefined;
}

function kindOf(type: DataType): CellKind {
  switch (type.typeId) {
    case Type.Timestamp:
      return type.timezone === null || type.timezone === undefined || type.timezone === ""
        ? { kind: "wall" }
        : {
          kind: "moment",
          zone: /^(?:utc|etc\/utc|gmt|z)$/i.test(type.timezone) ? undefined : type.timezone,
        };
    case Type.Date:
      return { kind: "date" };
    case Type.Time:
      return { kind: "timeOfDay", divisor: divisors.get(type.unit) ?? 1n };
    case Type.Float:
      return { kind: type.precision === Precision.SINGLE ? "float32" : "other" };
    default:
      return { kind: "other" };
  }
}
