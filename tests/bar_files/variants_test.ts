import { assertEquals } from "@std/assert";
import { RandomSource } from "../hostile/random_source.ts";
import { parseBarText } from "../support/parse_bar_text.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** How a file writes what all files say. */
interface Variant {
  readonly separator: string;
  readonly decimal: "." | ",";
  readonly isQuoted: boolean;
  readonly lineEnd: string;
  readonly isNewestFirst: boolean;
  readonly names: readonly string[];
}

const headers: readonly (readonly string[])[] = [
  ["Date", "Open", "High", "Low", "Close", "Volume"],
  ["timestamp", "o", "h", "l", "c", "v"],
  ["Data", "Otwarcie", "Najwyższy", "Najniższy", "Zamknięcie", "Wolumen"],
  ["Datum", "Eröffnung", "Hoch", "Tief", "Schluss", "Volumen"],
  ["日期", "开盘", "最高", "最低", "收盘", "成交量"],
  ["<DATE>", "<OPEN>", "<HIGH>", "<LOW>", "<CLOSE>", "<VOL>"],
  ["Fecha", "Apertura", "Máximo", "Mínimo", "Cierre", "Volumen"],
];

const two = (number: number) => String(number).padStart(2, "0");

/** A moment of UTC in the clocks of a zone some hours away. */
const parts = (time: number, offset = 0) => {
  const date = new Date(time + offset * hour);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    date: date.getUTCDate(),
    clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
    hours: date.getUTCHours(),
    minutes: two(date.getUTCMinutes()),
  };
};

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Ways to write a day, which leave no doubt over a month of days. */
const days: readonly ((time: number) => string)[] = [
  (time) => new Date(time).toISOString().slice(0, 10),
  (time) => new Date(time).toISOString().slice(0, 10).replaceAll("-", ""),
  (time) => `${parts(time).year}/${parts(time).month}/${parts(time).date}`,
  (time) => `${parts(time).date}.${two(parts(time).month)}.${parts(time).year}`,
  (time) => `${two(parts(time).date)}/${two(parts(time).month)}/${parts(time).year}`,
  (time) => `${parts(time).month}/${parts(time).date}/${parts(time).year}`,
  (time) => `${two(parts(time).month)}-${two(parts(time).date)}-${two(parts(time).year % 100)}`,
  (time) => `${two(parts(time).date)}-${months[parts(time).month - 1]}-${parts(time).year}`,
  (time) =>
    `${two(parts(time).date)}-${months[parts(time).month - 1].toUpperCase()}-${two(parts(time).year % 100)}`,
  (time) => `${two(parts(time).year % 100)}-${two(parts(time).month)}-${two(parts(time).date)}`,
  (time) => `${parts(time).year}年${parts(time).month}月${parts(time).date}日`,
  (time) => `${new Date(time).toISOString().slice(0, 10)} 00:00:00+09:00`,
];

/** Ways to write a moment. */
const moments: readonly ((time: number) => string)[] = [
  (time) => String(time / 1_000),
  (time) => String(time),
  (time) => `${time}000`,
  (time) => `${time}000000`,
  (time) => new Date(time).toISOString(),
  (time) => new Date(time).toISOString().replace("T", " ").replace(".000Z", ""),
  (time) => new Date(time + 5.5 * hour).toISOString().replace(".000Z", "+05:30"),
  (time) => new Date(time - 5 * hour).toISOString().replace(".000Z", "-0500"),
  (time) => `${days[4](time)} ${parts(time).clock}`,
  (time) => `${days[3](time)} ${parts(time).clock}:00.000`,
  (time) => `${days[3](time + 2 * hour)} ${parts(time, 2).clock}:00.000 GMT+0200`,
  (time) =>
    `${days[5](time)} ${parts(time).hours % 12 || 12}:${parts(time).minutes} ${
      parts(time).hours < 12 ? "AM" : "PM"
    }`,
  (time) => `${days[1](time)} ${parts(time).clock.replace(":", "")}00`,
  (time) => `${days[7](time)} ${parts(time).clock}`,
];

interface Row {
  readonly time: number;
  readonly values: readonly number[];
}

function makeRows(source: RandomSource, step: number): Row[] {
  let time = Date.UTC(2024, source.below(12), 1);
  const rows: Row[] = [];
  while (rows.length < 20) {
    time += step;
    if (step === day && new Date(time).getUTCDay() % 6 === 0) continue;
    const [open, close] = [1_000 + source.below(90_000), 1_000 + source.below(90_000)].map((price) =>
      price / 100
    );
    const values = [
      open,
      Math.max(open, close) + 1.5,
      Math.min(open, close) - 1.25,
      close,
      source.below(1e7),
    ];
    rows.push({ time, values: values.map((value) => Number(value.toFixed(2))) });
  }
  return rows;
}

function pickVariant(source: RandomSource): Variant {
  const decimal = source.chance(0.3) ? "," : ".";
  return {
    decimal,
    separator: source.pick(decimal === "," ? [";", "\t", "|"] : [",", ";", "\t", "|"]),
    isQuoted: source.chance(0.3),
    lineEnd: source.pick(["\n", "\r\n"]),
    isNewestFirst: source.chance(0.3),
    names: source.pick(headers),
  };
}

function write(rows: readonly Row[], variant: Variant, toText: (time: number) => string): string {
  const { separator, decimal, isQuoted, lineEnd, isNewestFirst, names } = variant;
  const toLine = (fields: readonly string[]) =>
    fields.map((field) => isQuoted ? `"${field}"` : field).join(separator);
  const number = (value: number, place: number) =>
    place === 4 ? String(value) : value.toFixed(2).replace(".", decimal);
  const lines = rows.map(({ time, values }) => toLine([toText(time), ...values.map(number)]));
  return [toLine(names), ...(isNewestFirst ? lines.toReversed() : lines)].join(lineEnd) + lineEnd;
}

function check(text: string, rows: readonly Row[], timeframe: "1d" | "1h"): void {
  const { bars, problems } = parseBarText(text, { timeframe, isForced: false });
  assertEquals(problems, [], text);
  const { time, open, high, low, close, volume } = bars;
  const read = Array.from(
    time,
    (moment, bar) => [moment, open[bar], high[bar], low[bar], close[bar], volume[bar]],
  );
  assertEquals(read, rows.map(({ time, values }) => [time, ...values]), text);
}

Deno.test("daily bars are the same however dates, numbers, names and lines are written", () => {
  const source = new RandomSource(14);
  for (let run = 0; run < 40; run++) {
    for (const toText of days) {
      const rows = makeRows(source, day);
      check(write(rows, pickVariant(source), toText), rows, "1d");
    }
  }
});

Deno.test("hourly bars are the same however moments, zones and units are written", () => {
  const source = new RandomSource(15);
  for (let run = 0; run < 40; run++) {
    for (const toText of moments) {
      // Over three weeks a day above 12 tells the order.
      const rows = makeRows(source, hour).map((row, place) => ({
        ...row,
        time: row.time + (place > 16 ? 14 * day : 0),
      }));
      check(write(rows, pickVariant(source), toText), rows, "1h");
    }
  }
});

/** The hours and minutes of UTC that a file's times become. */
function clocksOf(
  header: string,
  rows: readonly string[],
  options: Parameters<typeof parseBarText>[1],
): string[] {
  const text = [`${header},open,high,low,close`, ...rows.map((row) => `${row},1,2,1,1`)].join("\n");
  const { bars, problems } = parseBarText(text, { isForced: false, ...options });
  assertEquals(problems, [], text);
  return [...bars.time].map((time) => new Date(time).toISOString().slice(11, 16));
}

Deno.test("the hour that is there twice when clocks are changed is read twice, oldest first and newest first", () => {
  const times = ["00:30", "01:00", "01:30", "01:00", "01:30", "02:00"].map((time) => `2024-11-03 ${time}`);
  const clocks = ["04:30", "05:00", "05:30", "06:00", "06:30", "07:00"];
  const options = { timeframe: "30m", timezone: "America/New_York" } as const;
  assertEquals(clocksOf("time", times, options), clocks);
  assertEquals(clocksOf("time", times.toReversed(), options), clocks);
});

Deno.test("times of day are read as numbers without leading zeros, and as hours in a column of hours", () => {
  const rows = (clocks: readonly string[]) => clocks.map((clock) => `20240306,${clock}`);
  assertEquals(clocksOf("Date,Time", rows(["0", "5", "10", "105"]), { timeframe: "5m" }), [
    "00:00",
    "00:05",
    "00:10",
    "01:05",
  ]);
  assertEquals(clocksOf("Date,Hour", rows(["9", "10", "11"]), { timeframe: "1h" }), [
    "09:00",
    "10:00",
    "11:00",
  ]);
  assertEquals(
    clocksOf("Date,Time", rows(["45000", "45100", "100000"]), { timeframe: "1m", isForced: true }),
    [
      "04:50",
      "04:51",
      "10:00",
    ],
  );
});

Deno.test("four digits behind a date are a price where they are none of a clock", () => {
  const row = (date: string) => `2024-03-0${date},1000,1010,990,1005,500`;
  const { bars } = parseBarText([row("6"), row("7"), row("8")].join("\n"), {
    timeframe: "1d",
    isForced: false,
  });
  assertEquals([bars.open[0], bars.volume[0], new Date(bars.time[0]).toISOString()], [
    1000,
    500,
    "2024-03-06T00:00:00.000Z",
  ]);
});
