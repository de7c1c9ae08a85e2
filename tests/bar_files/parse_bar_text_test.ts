import { assert, assertEquals, assertThrows } from "@std/assert";
import { formatBarCsv } from "../support/format_bar_csv.ts";
import { parseBarText } from "../support/parse_bar_text.ts";

const series = new URL("../golden/series/", import.meta.url);

/** The times of a file whose rows hold these dates and one sound bar each. */
function timesOf(
  dates: readonly string[],
  header = "Date,Open,High,Low,Close,Volume",
): (string | undefined)[] {
  const { bars, problems } = parseBarText([header, ...dates.map((date) => `${date},2,3,1,2,9`)].join("\n"));
  assertEquals(problems, []);
  return [...bars.time].map((time) => new Date(time).toISOString().replace(/(:00)?\.000Z$/, ""));
}

function messagesOf(rows: readonly string[]): string[] {
  const { problems } = parseBarText(["date,open,high,low,close,volume", ...rows].join("\n"));
  return problems.map(({ line, message }) => `${line}: ${message}`);
}

Deno.test("parseBarText() reads every row of a sound file", () => {
  const text = Deno.readTextFileSync(new URL("synth_1h.csv", series));
  const { bars, problems, rows, duplicates, wasSorted, columns } = parseBarText(text);
  assertEquals([rows, bars.time.length, problems.length, duplicates, wasSorted], [3_000, 3_000, 0, 0, true]);
  assertEquals(new Date(bars.time[1]).toISOString(), "2022-01-03T01:00:00.000Z");
  const second = [bars.open[1], bars.high[1], bars.low[1], bars.close[1], bars.volume[1]];
  assertEquals(second, [1.09989, 1.10019, 1.09924, 1.09949, 1435]);
  assertEquals(columns[0], "time: timestamp");
});

Deno.test("formatBarCsv() writes text that parseBarText() reads back to the same bars", () => {
  const { bars } = parseBarText(Deno.readTextFileSync(new URL("synth_1h.csv", series)));
  const text = formatBarCsv(bars);
  assertEquals(
    text.split("\n").slice(0, 2),
    ["timestamp,open,high,low,close,volume", "2022-01-03T00:00:00Z,1.1,1.10029,1.09954,1.09985,1211"],
  );
  assertEquals(parseBarText(text).bars, bars);
  const odd = {
    time: Float64Array.of(1_500),
    open: Float64Array.of(0.1 + 0.2),
    high: Float64Array.of(1e21),
    low: Float64Array.of(1e-7),
    close: Float64Array.of(1 / 3),
    volume: Float64Array.of(0),
  };
  assertEquals(parseBarText(formatBarCsv(odd)).bars, odd);
});

Deno.test("parseBarText() finds columns under their usual names", () => {
  const row = "2020-01-31";
  const files: [string, string][] = [
    ["Date,Open,High,Low,Close,Adj Close,Volume", `${row},2,3,1,2.5,99,7`],
    ["datetime;o;h;l;c;v", `${row};2;3;1;2.5;7`],
    [",OPEN,HIGH,LOW,LAST,VOL", `${row},2,3,1,2.5,7`],
    ['"Time"\t"Volume"\t"Close"\t"Low"\t"High"\t"Open"', `"${row}"\t"7"\t"2.5"\t"1"\t"3"\t"2"`],
    ["Date,Close/Last,Volume,Open,High,Low", `${row},2.5,7,2,3,1`],
    ["\uFEFFdate , open , high , low , close , volume ", ` ${row} , 2 , 3 , 1 , 2.5 , 7 `],
    [
      "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
      [
        "2020.01.31",
        "00:00:00",
        2,
        3,
        1,
        2.5,
        99,
        7,
        1,
      ].join("\t"),
    ],
    ["<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", "X,D,20200131,000000,2,3,1,2.5,7"],
    ["unix,symbol,open,high,low,close,Volume BTC,Volume USD", "1580428800,X,2,3,1,2.5,7,99"],
    ["index,date,open,high,low,close,volume", `0,${row},2,3,1,2.5,7`],
  ];
  for (const [header, line] of files) {
    const { bars, problems } = parseBarText(`${header}\r\n${line}\r\n`);
    assertEquals(problems, [], header);
    const bar = [bars.time[0], bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]];
    assertEquals(bar, [Date.parse(row), 2, 3, 1, 2.5, 7], header);
  }
});

Deno.test("parseBarText() says which column it took for what", () => {
  const { columns } = parseBarText("Date,Time,Open,High,Low,Close,Adj Close\n2020-01-31,14:30,2,3,1,2,9\n");
  assertEquals(columns, [
    "time: Date with Time",
    "open: Open",
    "high: High",
    "low: Low",
    "close: Close",
    "volume: no column, 0 for every bar",
    "ignored: Adj Close",
  ]);
});

Deno.test("parseBarText() reads rows without a header", () => {
  const files = ["2020-01-31,2,3,1,2.5,7", "20200131 000000;2;3;1;2.5;7", "2020.01.31,00:00,2,3,1,2.5,7"];
  for (const line of files) {
    const { bars, rows, problems, columns } = parseBarText(line);
    assertEquals([rows, problems.length, columns[1].includes("field ")], [1, 0, true]);
    assertEquals([bars.time[0], bars.close[0], bars.volume[0]], [Date.parse("2020-01-31"), 2.5, 7]);
  }
});

Deno.test("parseBarText() reads the usual forms of date and time as UTC", () => {
  const daily = [
    "2020-01-31",
    "2020/1/31",
    "2020.01.31",
    "20200131",
    "31.01.2020",
    "31/01/2020",
    "31-01-2020",
  ];
  for (const date of daily) assertEquals(timesOf([date]), ["2020-01-31T00:00"], date);
  assertEquals(timesOf(["1/31/2020"]), ["2020-01-31T00:00"]);
  const timed = [
    "2020-01-31 14:30",
    "2020-01-31 14:30:00",
    "2020-01-31T14:30:00Z",
    "2020-01-31T14:30:00.000+00:00",
    "2020-01-31 09:30:00-05:00",
    "2020-01-31T20:00+0530",
    "2020-01-31 14:30 UTC",
    "20200131 143000",
    "202001311430",
    "20200131143000",
    "20200131T143000Z",
    "31.01.2020 14:30:00.000",
    "01/31/2020 14:30",
    "1580481000",
    "1580481000.0",
    "1580481000000",
  ];
  for (const time of timed) assertEquals(timesOf([time]), ["2020-01-31T14:30"], time);
  assertEquals(timesOf(["946857600"]), ["2000-01-03T00:00"]);
  assertEquals(timesOf(["946857600000"]), ["2000-01-03T00:00"]);
});

Deno.test("parseBarText() lets one date of the file settle the order of day and month", () => {
  assertEquals(timesOf(["01/02/2020", "13/02/2020"]), ["2020-02-01T00:00", "2020-02-13T00:00"]);
  assertEquals(timesOf(["01/02/2020", "02/13/2020"]), ["2020-01-02T00:00", "2020-02-13T00:00"]);
  const [unknown] = messagesOf(["01/02/2020,2,3,1,2,9"]);
  assert(
    unknown.startsWith('2: Date "01/02/2020" may be day/month or month/day, and no date in the file'),
    unknown,
  );
  const [both] = messagesOf(["13/02/2020,2,3,1,2,9", "02/13/2020,2,3,1,2,9"]);
  assert(both.endsWith("and the file has dates of both orders; write it year-month-day"), both);
});

Deno.test("parseBarText() sorts, and keeps the last of several rows with one time", () => {
  const rows = [
    "2020-01-03,3,3,3,3,0",
    "2020-01-01,1,1,1,1,0",
    "2020-01-03,4,4,4,4,0",
    "2020-01-02,2,2,2,2,0",
  ];
  const { bars, duplicates, wasSorted, rows: count } = parseBarText(
    `date,open,high,low,close,volume\n${rows.join("\n")}`,
  );
  assertEquals([...bars.close], [1, 2, 4]);
  assertEquals([duplicates, wasSorted, count], [1, false, 4]);
  const twice = parseBarText("date,open,high,low,close\n2020-01-01,1,1,1,1\n2020-01-01,2,2,2,2\n");
  assertEquals([[...twice.bars.close], twice.duplicates, twice.wasSorted], [[2], 1, true]);
});

Deno.test("parseBarText() tells rows that repeat others from rows with one time and other values", () => {
  const parse = (closes: readonly string[]) => {
    const rows = closes.map((close, day) => `2020-01-0${day % 2 + 1},1,9,1,${close}`);
    return parseBarText(["date,open,high,low,close", "soon,1,9,1,1", ...rows].join("\n"));
  };
  const same = parse(["1", "2", "1.0", "2"]);
  assertEquals([same.duplicates, same.conflictCount, same.conflicts], [2, 0, []]);
  const time = Date.parse("2020-01-01");
  // The first row is like the one that counts; only the second has other values.
  const other = parse(["1", "2", "3", "2", "1", "2"]);
  assertEquals([[...other.bars.close], other.duplicates, other.conflictCount], [[1, 2], 4, 1]);
  assertEquals(other.conflicts, [{ time, line: 5, laterLine: 7 }]);
});

Deno.test("parseBarText() counts all rows with other values and keeps the first 5", () => {
  const row = (close: number) => `2020-01-01,1,${close},1,${close}`;
  const rows = Array.from({ length: 10 }, (_, index) => row(index + 1));
  const { conflicts, conflictCount } = parseBarText(["date,open,high,low,close", ...rows].join("\n"));
  assertEquals([conflictCount, conflicts.length], [9, 5]);
  assertEquals(conflicts.map(({ line, laterLine }) => [line, laterLine])[4], [6, 11]);
});

Deno.test("parseBarText() names every row that is no sound bar by its line", () => {
  const rows = [
    "2020-01-01,2,3,1,2,9",
    "yesterday,2,3,1,2,9",
    "2020-02-30,2,3,1,2,9",
    "2020-01-02 25:00,2,3,1,2,9",
    "",
    "2020-01-03,2,3,1,2",
    "2020-01-04,,3,1,2,9",
    '2020-01-05,2,3,1,"2,5",9',
    "2020-01-06,2,3,0,2,9",
    "2020-01-07,2,1e999,1,2,9",
    "2020-01-08,2,1.5,1,1.2,9",
    "2020-01-09,2,3,2.5,2.7,9",
    "2020-01-10,2,3,1,2,many",
    '2020-01-11,"2,3,1,2,9',
    "2020-01-12,2,1,3,2,9",
    "2020-01-13,2,3,1,0x2,9",
  ];
  const time = "is not a date, expected for example 2020-01-31 or 2020-01-31T14:30:00Z";
  const digits = "is not a number, expected digits with a decimal point";
  assertEquals(messagesOf(rows), [
    `3: Time "yesterday" ${time}`,
    `4: Time "2020-02-30" ${time}`,
    `5: Time "2020-01-02 25:00" ${time}`,
    "7: Expected 6 fields, found 5",
    `8: Open "" ${digits}`,
    `9: Close "2,5" ${digits}`,
    '11: High "1e999" is not a price, expected a finite number',
    '12: High "1.5" is below open "2"',
    '13: Low "2.5" is above open "2"',
    '14: Volume "many" is not a number',
    "15: A quote is not closed on this line",
    '16: High "1" is below low "3"',
    `17: Close "0x2" ${digits}`,
  ]);
});

Deno.test("parseBarText() counts all problems and keeps the first 100", () => {
  const text = "date,open,high,low,close,volume\n" + "x,2,3,1,2,9\n".repeat(250) + "2020-01-01,2,3,1,2,-5\n";
  const { bars, problems, problemCount, rows } = parseBarText(text);
  assertEquals([problems.length, problemCount, rows, bars.time.length], [100, 250, 251, 1]);
  assertEquals([problems[99].line, bars.volume[0]], [101, 0]);
});

Deno.test("parseBarText() refuses a file without rows or without a needed column", () => {
  const refusals: [string, string][] = [
    ["", "The file is empty"],
    [" \r\n\n", "The file is empty"],
    ["date,open,high,low,close\n", "has a header but no rows"],
    [
      "date,open,upper,lower,close,last\n2020-01-01,1,1,1,1,1\n",
      'no column for high ("high" or "h" or "highprice" or "pricehigh"), low ("low" or "l" or "lowprice" or "pricelow"); it has "date", "open", "upper"',
    ],
    [
      "a,open,high,low,close\nx,1,1,1,1\n",
      'no column for time ("timestamp" or "datetime" or "dateandtime" or "date")',
    ],
    ["date,open,high,low,close,Close\nx,1,1,1,1,1\n", 'two columns for close: "close" (5) and "Close" (6)'],
    ['"date,open\n', "Line 1 has a quote that is not closed"],
  ];
  for (const [text, message] of refusals) assertThrows(() => parseBarText(text), RangeError, message);
});

Deno.test("parseBarText() shows of a hostile file no more than a reader can bear", () => {
  const header = "timestamp,open,high,low,close";
  const [long] = parseBarText(`${header}\n2020-01-01,${"9".repeat(500)}x,1,1,1\n`).problems;
  assertEquals(
    long.message,
    `Open "${"9".repeat(40)}…" is not a number, expected digits with a decimal point`,
  );
  const wide = parseBarText(`${header}${",x".repeat(1_000)}\n2020-01-01,1,1,1,1${",".repeat(1_000)}\n`);
  assertEquals([wide.bars.time.length, wide.columns.length], [1, 27]);
  assertEquals(wide.columns.at(-1), "ignored: 980 more");
  assertThrows(() => parseBarText(`${"a,".repeat(40)}\n1\n`), RangeError, 'it has "a", "a"');
});

Deno.test("parseBarText() neither splits endless lines nor makes room for lines that can be no bar", () => {
  const commas = ",".repeat(1_000_000);
  assertThrows(
    () => parseBarText(commas),
    RangeError,
    "Line 1 is too long, expected at most 65536 characters",
  );
  const header = "timestamp,open,high,low,close";
  const { problems } = parseBarText(`${header}\n${commas}\n2020-01-01,1,1,1,1\n`);
  assertEquals(problems, [
    { line: 2, message: "The line is too long for a bar, expected at most 65536 characters" },
  ]);
  const short = parseBarText(`${header}\n${"x\n".repeat(1_000)}20200101,1,1,1,1\n20200102,1,1,1,1`);
  assertEquals([short.problemCount, short.bars.time.length], [1_000, 2]);
  const dense = Array.from({ length: 28 }, (_, day) => `202002${String(day + 1).padStart(2, "0")},1,1,1,1`);
  assertEquals(parseBarText(dense.join("\n")).bars.time.length, 28);
});
