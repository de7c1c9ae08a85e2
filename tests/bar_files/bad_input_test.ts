/** What no sound file has: each is refused with a reason, and nothing of it is stored. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readBarFile } from "../../lib/bar_files/read_bar_file.ts";
import { inflate } from "../../lib/bar_files/containers/inflate.ts";
import { openEmptyHome } from "../support/engine_homes.ts";
import { makeZip } from "../support/make_zip.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const header = "time,open,high,low,close,volume\n";
const rows = [4, 5, 6, 7].map((day) => `2024-03-0${day},10,12,9,11,100\n`).join("");
const long = 10_000_000;
const command = ["data", "import", "a.csv", "--symbol", "X", "--timeframe", "1d", "--embedded"];

const refused: readonly { readonly what: string; readonly text: string; readonly says: string }[] = [
  {
    what: "1,000 columns of which none is a price",
    text: `${Array.from({ length: 1_000 }, (_, at) => `x${at}`).join(",")}\n${
      Array(1_000).fill("1").join(",")
    }\n`,
    says: '"x29" and 970 more',
  },
  { what: "one line of 10 MB", text: "x".repeat(long), says: "Line 1 is too long, expected at most 65536" },
  {
    what: "a header of 10 MB",
    text: `${header.trim()},${"y".repeat(long)}\n${rows}`,
    says: "Line 1 is too long, expected at most 65536",
  },
  {
    what: "a row of 10 MB",
    text: `${header}${rows}2024-03-08,${"1".repeat(long)},12,9,11,100\n`,
    says: "1 of 5 rows cannot be imported: Line 6: The line is too long for a bar",
  },
  {
    what: "rows with other delimiters at its end",
    text: `${header}${rows}2024-03-08;10;12;9;11;100\n2024-03-11\t10\t12\t9\t11\t100\n`,
    says: "2 of 6 rows cannot be imported",
  },
  {
    what: "rows with other delimiters in between",
    text: `${header}2024-03-01;10;12;9;11;100\n${rows}`,
    says: "1 of 5 rows cannot be imported",
  },
  {
    what: "a header with other delimiters than its rows",
    text: `time;close;high;low;open;volume\n${rows}`,
    says: 'Line 1 is a header, "time;close;high;low;open;volume", whose names are separated in another way',
  },
  {
    what: "a last line that is cut off",
    text: `${header}${rows}2024-03-08,10,12`,
    says: "1 of 5 rows cannot be imported: Line 6: Expected 6 fields, found 3",
  },
  {
    what: "a last line that is cut off in a quote",
    text: `${header}${rows}"2024-03-08,10`,
    says: "Line 6: A quote is not closed on this line",
  },
];

for (const { what, text, says } of refused) {
  Deno.test(`data import of a file with ${what} is refused, and stores nothing`, async () => {
    await using place = await openEmptyHome();
    const run = await runKtrdr(command, { ...place, files: { "a.csv": text } });
    assertEquals(run.exitCode, 2, run.stderr);
    assertStringIncludes(run.stderr.toLowerCase(), says.toLowerCase());
    assertEquals((await runJson(["data", "list", "--embedded"], place)).value, []);
  });
}

Deno.test("a file with 994 columns that nobody reads is read, and told in few words", async () => {
  const wide = `${header.trim()},${Array.from({ length: 994 }, (_, at) => `x${at}`).join(",")}\n`;
  const text = wide + rows.replaceAll("\n", `,${Array(994).fill("1").join(",")}\n`);
  const { bars, understood } = await readBarFile(new TextEncoder().encode(text), { timeframe: "1d" });
  assertEquals([bars.time.length, understood.ignored.length], [4, 21]);
});

Deno.test("a zip that is cut off is refused, wherever that is", async () => {
  const zip = makeZip({ "a.csv": header + rows });
  for (let length = 4; length < zip.length; length += 7) {
    await assertRejects(
      () => readBarFile(zip.slice(0, length), { timeframe: "1d" }),
      RangeError,
      "The zip is cut off or damaged",
    );
  }
});

Deno.test("what is packed is unpacked up to the limit only", async () => {
  const zeros = new Blob([new Uint8Array(4_000_000)]).stream();
  const packed = await new Response(zeros.pipeThrough(new CompressionStream("deflate-raw"))).bytes();
  assertEquals((await inflate(packed, { format: "deflate-raw", limit: 4_000_000 })).length, 4_000_000);
  await assertRejects(
    () => inflate(packed, { format: "deflate-raw", limit: 3_999_999 }),
    RangeError,
    "The file unpacks to more than",
  );
});

Deno.test("processes that import at the same time each add their bars, and none is lost", async () => {
  await using place = await openEmptyHome();
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_imports_" });
  try {
    const imports = [1, 2, 3].map(async (month) => {
      const path = `${folder}/${month}.csv`;
      const days = [4, 5, 6, 7].map((day) => `2024-0${month}-0${day},10,12,9,11,100\n`).join("");
      await Deno.writeTextFile(path, header + days);
      const cli = new URL("../../cli.ts", import.meta.url).pathname;
      const args = [
        "run",
        "-A",
        cli,
        "data",
        "import",
        path,
        "--symbol",
        "X",
        "--timeframe",
        "1d",
        "--embedded",
      ];
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args,
        env: { KTRDR_HOME: place.home },
      }).output();
      return [code, new TextDecoder().decode(stderr)];
    });
    assertEquals((await Promise.all(imports)).map(([code]) => code), [0, 0, 0]);
    const range = await runJson(["data", "range", "X", "-t", "1d", "--embedded"], place);
    assertEquals(range.value.range.point_count, 12, range.stdout);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("JSON of more values than bars have is refused before it is parsed", async () => {
  const bytes = new TextEncoder().encode(`[${"[],".repeat(6_000_000)}[]]`);
  await assertRejects(() => readBarFile(bytes, { timeframe: "1d" }), RangeError, "more than 12000000 values");
});
