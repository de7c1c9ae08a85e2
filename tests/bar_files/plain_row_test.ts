import { assert, assertEquals } from "@std/assert";
import { LineReader } from "../../lib/bar_files/text/line_reader.ts";
import { RowReader } from "../../lib/bar_files/rows/row_reader.ts";
import { findColumns } from "../../lib/bar_files/text/find_columns.ts";
import { detectSeparator, splitRow } from "../../lib/bar_files/text/split_row.ts";
import { RandomSource } from "../hostile/random_source.ts";

const header = "time,open,high,low,close,volume";

/** The bars of rows, and what is wrong with the others, each read in its short way if it has one, or all in the long way. */
function readRows(rows: readonly string[], options: { head?: string; isShort: boolean }) {
  const { head = header, isShort } = options;
  const separator = detectSeparator([head]);
  const { columns } = findColumns(splitRow(head, separator) ?? [], {
    rows: [splitRow(rows[0], separator) ?? []],
    separator,
    named: new Map(),
    format: undefined,
    isAdjusted: false,
  });
  const reader = new RowReader({
    columns,
    separator,
    decimal: ".",
    detectOrder: () => ({ order: undefined, isContradictory: false }),
    zone: undefined,
    midnight: undefined,
    isCalendar: false,
    where: undefined,
    isAdjusted: false,
    repairs: false,
  });
  reader.reserve(rows.length);
  const line = new LineReader(new TextEncoder().encode(rows.join("\n")));
  const problems: string[] = [];
  let plain = 0;
  while (line.next()) {
    if (isShort && reader.readPlain(line)) plain++;
    else problems.push(reader.read(line)?.message ?? "");
  }
  const bars = Object.values(reader.takeBars()).map((
    column,
  ) => [...new BigInt64Array(column.slice().buffer)]);
  return { plain, bars, lines: [...reader.takeLines()], problems: problems.filter((text) => text !== "") };
}

/** The number of rows that were read in the short way; what came of them is the same in both. */
function countPlain(rows: readonly string[], head = header): number {
  const { plain, ...short } = readRows(rows, { head, isShort: true });
  const { plain: _, ...long } = readRows(rows, { head, isShort: false });
  assertEquals(short, long);
  return plain;
}

const times = `2020-01-31|2020/02/29|2021.12.01|1999-12-31T23:59|2020-01-31 00:00:59|2020-01-31T14:30:00Z
2020-01-31T14:30:00.000Z|2020-01-31T14:30:00.999|2020-01-31 14:30:00+00:00|2020-01-31T14:30Z
1580428800|1580428800123|1580428800123456`.split(/[|\n]/);

const oddTimes =
  `| 2020-01-31|2020-1-31|2020-01-32|2021-02-29|2020-13-01|2020-00-10|2020-01-00|0999-01-01|2020-01/31
2020-01-31Z|2020-01-31T|2020-01-31 24:00|2020-01-31 12:60|2020-01-31 12:00:60|2020-01-31T12|2020-01-31T1:30
2020-01-31T12:3|2020-01-31T12:30:5|2020-01-31t12:30|2020-01-31  12:30|2020-01-31T12:30:00.5|2020-01-31T12:30:00,123
2020-01-31T12:30:00.123456|2020-01-31T12:30.5|2020-01-31T12:30:00+01:00|2020-01-31T12:30:00-05:00|soon
2020-01-31T12:30:00+0000|2020-01-31T12:30:00+00|2020-01-31T12:30:00+00:000|2020-01-31T12:30:00ZZ|20200131
2020-01-31T12:30:00 UTC|2020-01-31T12:30:00z|158042880|1580428800.5|15804288001234567|03/04/2020|31.01.2020|"2020-01-31"|２０２０-01-31`
    .split(/[|\n]/);

const numbers = [
  ..."1|1.|.5|0.5|007|1.10000|123456789.123456|0.00000000000001|999999999999999".split("|"),
  ..."1234567890123456|0.1234567890123456|0.30000000000000004|99999999999999999999.9999999999".split("|"),
];

const oddNumbers = [
  ...`|.|-1|+1|1e3|1E-2|1,5|1 000|0x10|Infinity|NaN|1.2.3|1..2|${"1".repeat(31)}`.split(
    "|",
  ),
  ...` 1|1 |"1"|"1|1\u00a0|-0|１|179769313486231580793728971405301e280`.split("|"),
  "1".repeat(400),
];

Deno.test("a row that is read in the short way becomes the same bar as in the long way", () => {
  const source = new RandomSource(1);
  const number = () => {
    const digits = String(source.below(10 ** (1 + source.below(15)))).padStart(1 + source.below(14), "0");
    const point = source.below(digits.length + 1);
    return source.chance(0.7) ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  };
  const rows = Array.from({ length: 20_000 }, () => {
    const low = number();
    const high = source.chance(0.9) ? `9${low}` : number();
    const volume = source.chance(0.9) ? number() : source.pick(oddNumbers);
    const row = [source.pick(source.chance(0.9) ? times : oddTimes), low, high, low, low, volume];
    if (source.chance(0.1)) row[source.below(6)] = source.pick([...numbers, ...oddNumbers]);
    if (source.chance(0.02)) row.splice(source.below(6), source.below(3), number());
    return row.join(source.chance(0.99) ? "," : ";");
  });
  const plain = countPlain(rows);
  assert(plain > 10_000 && plain < 19_000, String(plain));
});

Deno.test("every usual form of time and number is plain, every other is left to the long way", () => {
  const bar = "2,3,1,2,9";
  assertEquals(countPlain(times.map((time) => `${time},${bar}`)), times.length);
  assertEquals(countPlain(oddTimes.map((time) => `${time},${bar}`)), 0);
  for (const place of [0, 1, 2, 3, 4]) {
    const rows = (given: readonly string[]) =>
      given.map((number) => `2020-01-31,${[number, number, number, number, "0"].with(place, number)}`);
    assertEquals(countPlain(rows(numbers)), numbers.length);
    const odd = oddNumbers.map((number) => `2020-01-31,${bar.split(",").with(place, number)}`);
    assertEquals(countPlain(odd), 0);
  }
  const everyFraction = Array.from({ length: 1_000 }, (_, count) => String(count).padStart(3, "0"));
  assertEquals(countPlain(everyFraction.map((fraction) => `2020-01-31T00:00:00.${fraction},${bar}`)), 1_000);
});

Deno.test("plain rows may have any columns in any order, and a quote makes none plain", () => {
  const rows = ["1,X y,2.5,2020-01-31,9,3,2", "1,,2.5,2020-01-31,9,3,2", '1,"a",2.5,2020-01-31,9,3,2'];
  assertEquals(countPlain(rows, "low,note,close,date,volume,high,open"), 2);
  assertEquals(countPlain(["2020-01-31;2;3;1;2"], "date;open;high;low;close"), 1);
  assertEquals(countPlain(["2020-01-31\t2\t3\t1\t2\tx"], "date\topen\thigh\tlow\tclose\tnote"), 1);
  assertEquals(countPlain(["2020-01-31,14:30,2,3,1,2"], "date,time,open,high,low,close"), 1);
  assertEquals(countPlain(["14:30,2020-01-31,2,3,1,2"], "time,date,open,high,low,close"), 0);
  assertEquals(countPlain([`2020-01-31,2,3,1,2,${"x".repeat(65_536)}`], "date,open,high,low,close,note"), 0);
  const unsound = [
    "2020-01-31,0,0,0,0,9",
    "2020-01-31,2,1.5,1,1,9",
    "2020-01-31,2,3,2.5,3,9",
    "2020-01-31,2,3,1,4,9",
    "2020-01-31,2,3,1,0.5,9",
  ];
  assertEquals(countPlain(unsound), 0);
});

Deno.test("a date and a time of day in two fields are plain, in the usual forms of both", () => {
  const head = "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>";
  const row = (date: string, clock: string) => `${date}\t${clock}\t2\t3\t1\t2\t9\t0\t1`;
  const clocks = ["00:00", "14:30", "14:30:00", "14:30:00.999", "23:59:59Z", "14:30+00:00"];
  const oddClocks = [
    "1:30",
    "24:00",
    "14:60",
    "1430",
    "143000",
    "",
    "2:30 PM",
    "14:30 ",
    "14:30:00+01:00",
    "9",
  ];
  const dates = ["2020-01-31", "2020/02/29", "2021.12.01"];
  const oddDates = ["2020-01-32", "2020-01-31 00:00:00", "20200131", "31.01.2020", "2020-1-31", ""];
  const pairs = (some: readonly string[], others: readonly string[]) =>
    some.flatMap((date) => others.map((clock) => row(date, clock)));
  assertEquals(countPlain(pairs(dates, clocks), head), 18);
  assertEquals(countPlain(pairs(dates, oddClocks), head), 0);
  // What the columns are is seen in the first row.
  assertEquals(countPlain([row(dates[0], clocks[0]), ...pairs(oddDates, clocks)], head), 1);
});
