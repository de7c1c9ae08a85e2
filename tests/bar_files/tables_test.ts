/**
 * Parquet, feather and workbooks, as polars, DuckDB, openpyxl, exceljs, Apache Arrow and hyparquet-writer wrote them, the
 * last with the metadata of pandas.
 */
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { SchemaElement } from "hyparquet";
import { readBarFile, type ReadBarFileOptions } from "../../lib/bar_files/read_bar_file.ts";
import { dayOfCell, isDateFormat } from "../../lib/bar_files/tables/sheet_dates.ts";
import { checkParquetPages } from "../../lib/bar_files/tables/check_parquet_pages.ts";
import { decodeLz4Block, decodeLz4Frame } from "../../lib/bar_files/tables/lz4.ts";

const folder = new URL("fixtures/", import.meta.url);
const hour = "2024-03-06T10:00:00.000Z 10 12 9 11 100";
const day = "2024-03-06T00:00:00.000Z 10 12 9 11 100";

interface FixtureCase {
  readonly file: string;
  readonly options?: Partial<ReadBarFileOptions>;
  /** Timeframe and number of bars. */
  readonly series: string;
  readonly first: string;
  readonly notes?: readonly string[];
}

const files: readonly FixtureCase[] = [
  { file: "polars_zstd.parquet", series: "1h 6", first: hour },
  { file: "polars_lz4.feather", series: "1h 6", first: hour },
  { file: "polars_zstd.feather", series: "1h 6", first: hour },
  { file: "polars_categories_brotli.parquet", series: "1h 6", first: hour },
  { file: "polars_categories.feather", series: "1h 6", first: hour },
  {
    file: "polars_float32_gzip.parquet",
    series: "1h 6",
    first: "2024-03-06T10:00:00.000Z 1.1 1.15 1.05 1.12 0",
  },
  { file: "polars_nulls_lz4.parquet", series: "1h 6", first: hour },
  // Midnight in Tokyo is of the day before in UTC.
  { file: "polars_tokyo.parquet", series: "1d 3", first: day },
  { file: "pandas_index_tokyo.parquet", series: "1d 3", first: day },
  {
    file: "pandas_two_levels.parquet",
    series: "1d 3",
    first: day,
    notes: ['Left out before the data: line 2 "Ticker,AAA,AAA,AAA,AAA,AAA"'],
  },
  { file: "duckdb_snappy.parquet", series: "1h 6", first: hour },
  {
    file: "duckdb_snappy.parquet",
    options: { timezone: "America/New_York" },
    series: "1h 6",
    first: "2024-03-06T15:00:00.000Z 10 12 9 11 100",
  },
  {
    file: "duckdb_decimals_nested.parquet",
    series: "1d 3",
    first: day,
    notes: ['Left out nested columns: "trades", "info"'],
  },
  { file: "duckdb_date_and_time.parquet", series: "1h 6", first: hour },
  { file: "row_groups.parquet", series: "1h 6", first: hour },
  {
    file: "apache_arrow.arrows",
    series: "1h 6",
    first: "2024-03-06T10:00:00.000Z 10 12 9 11 0",
  },
  { file: "openpyxl.xlsx", series: "1d 3", first: day },
  { file: "openpyxl_1904.xlsx", series: "1d 3", first: day },
  {
    file: "openpyxl_date_and_time.xlsx",
    series: "1h 4",
    first: "2024-03-06T10:30:00.000Z 10.1 12 9 11 100",
    notes: ['Left out before the data: line 1 "Prices of X,,,,,,"'],
  },
  {
    file: "openpyxl_two_sheets.xlsx",
    options: { member: "Sheet" },
    series: "1d 3",
    first: day,
    notes: ['Read the sheet "Sheet"'],
  },
  { file: "exceljs.xlsx", series: "1d 3", first: day },
];

for (const { file, options, series, first, notes = [] } of files) {
  const how = options === undefined ? "" : ` with ${Object.keys(options)}`;
  Deno.test(`readBarFile() reads ${file}${how} as its columns, times and zones say`, async () => {
    const read = await readBarFile(await readFixture(file), { timeframe: "auto", ...options });
    const { bars: { time, open, high, low, close, volume } } = read;
    const row = [new Date(time[0]).toISOString(), open[0], high[0], low[0], close[0], volume[0]].join(" ");
    assertEquals([`${read.understood.timeframe} ${time.length}`, row], [series, first]);
    assertEquals([read.notes, read.problemCount], [notes, 0]);
    const container = file.endsWith(".parquet") ? "Parquet" : file.endsWith(".xlsx") ? "Excel" : "Arrow";
    assertEquals(read.understood.title, `${container}, table with a header`);
  });
}

Deno.test("readBarFile() says what is needed where a table has several instruments or sheets", async () => {
  const refused: [string, Partial<ReadBarFileOptions>, string][] = [
    ["pandas_two_instruments.parquet", {}, '"AAA", "BBB"'],
    ["openpyxl_two_sheets.xlsx", {}, 'The workbook has 2 sheets: "Sheet", "Other"; name one with --member'],
    [
      "openpyxl_two_sheets.xlsx",
      { member: "None" },
      'The workbook has no sheet "None"; it has "Sheet", "Other"',
    ],
    ["polars_zstd.parquet", { member: "x" }, 'The file is no zip, so there is no "x" in it'],
  ];
  for (const [file, options, message] of refused) {
    const bytes = await readFixture(file);
    await assertRejects(() => readBarFile(bytes, { timeframe: "auto", ...options }), RangeError, message);
  }
});

Deno.test("a table that is cut off anywhere is refused, and one with wrong bytes refused or read: nothing else", async () => {
  let state = 7;
  // Numerical Recipes' generator: the same bytes in every run.
  const random = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
  const names = new Set(files.map(({ file }) => file));
  for (const name of names) {
    const whole = await readFixture(name);
    for (let part = 1; part < 20; part++) {
      const cut = whole.slice(0, Math.floor(whole.length * part / 20));
      // A stream of Arrow may end behind any message; behind the header there are no bars in it.
      await assertRejects(
        () => readBarFile(cut, { timeframe: "1h" }),
        RangeError,
        "",
        `${name} cut at ${part}`,
      );
    }
    for (let round = 0; round < 20; round++) {
      const broken = whole.slice();
      for (let flips = 0; flips < 3; flips++) {
        broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
      }
      await readBarFile(broken, { timeframe: "auto" }).catch((error) => {
        assertEquals(error instanceof RangeError, true, `${name}: ${error.stack}`);
      });
    }
  }
});

/** A data page of parquet: its header, and its bytes. */
function makePage(values: number, page: Uint8Array): Uint8Array<ArrayBuffer> {
  const varint = (number: number): number[] =>
    number < 128 ? [number] : [number % 128 + 128, ...varint(Math.floor(number / 128))];
  const size = varint(page.length * 2);
  const header = [0x15, 0, 0x15, ...size, 0x15, ...size, 0x2c, 0x15, ...varint(values * 2), 0x15, 0x10];
  return Uint8Array.from([...header, 0x15, 6, 0x15, 6, 0, 0, ...page]);
}

function checkPage(rows: number, bytes: Uint8Array<ArrayBuffer>): void {
  const element: SchemaElement = { name: "open", type: "DOUBLE", repetition_type: "REQUIRED" };
  checkParquetPages(bytes, {
    elements: new Map([["open", element]]),
    compressors: {},
    group: {
      num_rows: BigInt(rows),
      total_byte_size: 0n,
      columns: [{
        file_offset: 0n,
        meta_data: {
          type: "DOUBLE",
          encodings: [],
          path_in_schema: ["open"],
          codec: "UNCOMPRESSED",
          num_values: BigInt(rows),
          total_uncompressed_size: BigInt(bytes.length),
          total_compressed_size: BigInt(bytes.length),
          data_page_offset: 0n,
        },
      }],
    },
  });
}

Deno.test("a parquet page that claims more values than there are rows is refused before it is read", () => {
  // One run of eight values of a dictionary; then one that says that it has half a billion.
  checkPage(8, makePage(8, Uint8Array.of(1, 16, 0)));
  assertThrows(
    () => checkPage(8, makePage(8, Uint8Array.of(1, 0x80, 0x80, 0x80, 0x80, 4, 0))),
    Error,
    "a run has",
  );
  assertThrows(
    () => checkPage(8, makePage(1_000_000_000, Uint8Array.of(1, 16, 0))),
    Error,
    "values in 8 rows",
  );
});

Deno.test("LZ4 may repeat what an earlier block has, and no more comes out than was said", () => {
  // "abcd", then by a block of its own eight bytes that lie four before.
  const frame = Uint8Array.of(
    0x04,
    0x22,
    0x4d,
    0x18,
    0x40,
    0x40,
    0,
    5,
    0,
    0,
    0,
    0x40,
    97,
    98,
    99,
    100,
    4,
    0,
    0,
    0,
    0x04,
    4,
    0,
    0x00,
    0,
    0,
    0,
    0,
  );
  assertEquals(new TextDecoder().decode(decodeLz4Frame(frame, 12)), "abcdabcdabcd");
  for (const length of [11, 13]) assertThrows(() => decodeLz4Frame(frame, length), RangeError, "damaged");
  assertEquals(decodeLz4Block(Uint8Array.of(0), 0).length, 0);
});

Deno.test("numbers of a workbook are dates where their format says so", () => {
  const codes = [
    "dd/mm/yyyy",
    "[$-409]h:mm AM/PM;@",
    "[h]:mm:ss",
    '#,##0.00 "days"',
    "[Red]0.00",
    "General",
    "yyyy",
  ];
  assertEquals(codes.map((code) => isDateFormat(164, code)), [true, true, true, false, false, false, true]);
  assertEquals([14, 22, 2, 0].map((id) => isDateFormat(id, undefined)), [true, true, false, false]);
  const day = (text: string) => dayOfCell(text, { isFrom1904: false });
  assertEquals(["45357", "45357.604166667", "0.604166666666667", "x"].map(day), [
    "2024-03-06",
    "2024-03-06 14:30:00",
    "14:30:00",
    "x",
  ]);
});

async function readFixture(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return await Deno.readFile(new URL(name, folder));
}
