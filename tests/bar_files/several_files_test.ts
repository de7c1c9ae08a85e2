/** Several files of one series: in a folder of zips, in one zip, or one after the other. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { openEmptyHome } from "../support/engine_homes.ts";
import { makeZip } from "../support/make_zip.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const header = "Date,Open,High,Low,Close,Volume\n";

/** A day a line. */
function daily(days: readonly string[], { first = header, row = ",10,12,9,11,100\n" } = {}): string {
  return first + days.map((day) => `${day}${row}`).join("");
}

function monthDays(year: number, month: number): string[] {
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from(
    { length: count },
    (_, day) => new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10),
  );
}

const months = Array.from(
  { length: 60 },
  (_, at) => ({ year: 2019 + Math.floor(at / 12), month: at % 12 + 1 }),
);
const nameOf = ({ year, month }: { year: number; month: number }) =>
  `X-1d-${year}-${String(month).padStart(2, "0")}`;

function command(paths: readonly string[], ...more: string[]): string[] {
  return ["data", "import", ...paths, "--symbol", "X", "--timeframe", "auto", "--embedded", ...more];
}

Deno.test("data import of a folder of 60 monthly zips is one series, and one record that names them", async () => {
  await using place = await openEmptyHome();
  const fileBytes = Object.fromEntries(months.map((month) => [
    `archive/${nameOf(month)}.zip`,
    makeZip({ [`${nameOf(month)}.csv`]: daily(monthDays(month.year, month.month)) }),
  ]));
  const { exitCode, stderr, value } = await runJson(command(["archive"]), { ...place, fileBytes });
  assertEquals([exitCode, value?.rows_imported, value?.files.length], [0, 1826, 60], stderr);
  assertEquals([value.start_date, value.end_date], ["2019-01-01T00:00:00Z", "2023-12-31T00:00:00Z"]);
  assertEquals(value.files[59].name, "archive/X-1d-2023-12.zip");
  const text = await runKtrdr(command(["archive"], "--dry-run"), { ...place, fileBytes });
  assertStringIncludes(text.stdout, "60 files as table with a header");
});

Deno.test("data import of a zip with twelve monthly files joins them, and leaves a report beside them out", async () => {
  await using place = await openEmptyHome();
  const year = months.slice(0, 12);
  const files = Object.fromEntries(
    year.map((month) => [`${nameOf(month)}.csv`, daily(monthDays(month.year, month.month))]),
  );
  const fileBytes = { "2019.zip": makeZip({ ...files, "readme.txt": "Bars of X" }) };
  const { exitCode, stderr, value } = await runJson(command(["2019.zip"]), { ...place, fileBytes });
  assertEquals([exitCode, value?.rows_imported, value?.files.length], [0, 365, 12], stderr);
  assertEquals(value.files[11].name, "2019.zip/X-1d-2019-12.csv");
  const one = {
    "a.zip": makeZip({ "DAT_EURUSD.csv": daily(["2024-03-06"]), "DAT_EURUSD.txt": "Gaps: none" }),
  };
  const alone = await runKtrdr(command(["a.zip"], "--timeframe", "1d"), { ...place, fileBytes: one });
  assertEquals(alone.exitCode, 0, alone.stderr);
  assertStringIncludes(alone.stderr, 'Left out of the zip: "DAT_EURUSD.txt"');
});

Deno.test("Lean's zips of minutes take the day from their names, the prices in ten-thousandths", async () => {
  await using place = await openEmptyHome();
  const rows =
    "34200000,1850000,1850500,1849000,1850100,10\n34260000,1850100,1850600,1849100,1850200,20\n34320000,1850200,1850700,1849200,1850300,30\n";
  const fileBytes = Object.fromEntries(["20240102", "20240103"].map((day) => [
    `aapl/${day}_trade.zip`,
    makeZip({ [`${day}_aapl_minute_trade.csv`]: rows }),
  ]));
  const unscaled = await runKtrdr(command(["aapl"]), { ...place, fileBytes });
  assertEquals(unscaled.exitCode, 2);
  assertStringIncludes(unscaled.stderr, "--price-scale 0.0001");
  const scale = ["--price-scale", "0.0001", "--timezone", "America/New_York"];
  const { exitCode, stderr, value } = await runJson(command(["aapl"], ...scale), { ...place, fileBytes });
  assertEquals(exitCode, 0, stderr);
  assertEquals(value.first_bars[0], ["2024-01-02T14:30:00Z", 185, 185.05, 184.9, 185.01, 10]);
  assertEquals([value.end_date, value.timeframe], ["2024-01-03T14:32:00Z", "1m"]);
  const nameless = await runKtrdr(command(["a.csv"], ...scale), { ...place, files: { "a.csv": rows } });
  assertEquals(nameless.exitCode, 2);
  assertStringIncludes(
    nameless.stderr,
    "the name of the file has no date, expected for example 20240102_trade.csv",
  );
});

const march = daily(["2024-03-04", "2024-03-05", "2024-03-06"]);
const refusals: readonly {
  readonly what: string;
  readonly files: Record<string, string>;
  readonly says: string;
}[] = [
  {
    what: "the same times",
    files: { "600000.csv": march, "600001.csv": march },
    says:
      'The zip has 2 files with bars of the same times: "a.zip/600000.csv", "a.zip/600001.csv"; name one with --member',
  },
  {
    what: "other columns",
    files: {
      "p1.csv": march,
      "p2.csv": daily(["2024-04-01", "2024-04-02", "2024-04-03"], { first: header.replace("Volume", "Vol") }),
    },
    says: "The zip has 2 files whose columns differ",
  },
  {
    what: "names that differ in more than digits",
    files: { "p.csv": march, "q.csv": daily(["2024-04-01", "2024-04-02", "2024-04-03"]) },
    says: "name one with --member",
  },
];

for (const { what, files, says } of refusals) {
  Deno.test(`data import of a zip whose files have ${what} is refused, and stores nothing`, async () => {
    await using place = await openEmptyHome();
    const fileBytes = { "a.zip": makeZip(files) };
    const run = await runKtrdr(command(["a.zip"]), { ...place, fileBytes });
    assertEquals(run.exitCode, 2);
    assertStringIncludes(run.stderr, says);
    assertEquals((await runJson(["data", "list", "--embedded"], place)).value, []);
    const name = Object.keys(files)[0];
    assertEquals((await runKtrdr(command(["a.zip"], "--member", name), { ...place, fileBytes })).exitCode, 0);
  });
}

Deno.test("files that say that they are of several instruments are not mixed, unless by force", async () => {
  await using place = await openEmptyHome();
  const tickers = { first: header.replace("Date", "Date,Ticker") };
  const files = {
    "a.csv": daily(["2024-03-04", "2024-03-05", "2024-03-06"], { ...tickers, row: ",AAA,10,12,9,11,100\n" }),
    "b.csv": daily(["2024-03-07", "2024-03-08", "2024-03-11"], { ...tickers, row: ",BBB,10,12,9,11,100\n" }),
  };
  const run = await runKtrdr(command(["a.csv", "b.csv"]), { ...place, files });
  assertEquals(run.exitCode, 2);
  assertStringIncludes(run.stderr, 'a.csv is of "AAA" and b.csv of "BBB" in column "Ticker"');
  const forced = await runKtrdr(command(["a.csv", "b.csv"], "--force"), { ...place, files });
  assertEquals(forced.exitCode, 0, forced.stderr);
});

Deno.test("of files with other values for one time the later counts, and a warning counts and names them", async () => {
  await using place = await openEmptyHome();
  const files = {
    "old.csv": march,
    "new.csv": daily(["2024-03-05", "2024-03-06", "2024-03-07"], { row: ",10,13,9,11,100\n" }),
  };
  const { exitCode, stderr, value } = await runJson(command(["old.csv", "new.csv"]), { ...place, files });
  assertEquals([exitCode, value?.rows_imported, value?.rows_superseded], [0, 4, 2], stderr);
  assertStringIncludes(stderr, "new.csv has other values than old.csv for 2 bars, the first of 2024-03-05");
  assertEquals(value.last_bars.map((bar: unknown[]) => bar[2]), [13, 13, 13]);
});
