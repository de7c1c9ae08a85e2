import { assertEquals, assertStringIncludes } from "@std/assert";
import { homeIn, runJson, startProgram } from "../support/processes.ts";
import { openStore } from "../../lib/engine/store/open_store.ts";
import { openEmptyWorkplace, type Workplace } from "./workplace.ts";

const header = "timestamp,open,high,low,close,volume\n";
const megabyte = new Uint8Array(1024 * 1024).fill("\n".charCodeAt(0));

/** A file that is too long to be read before it is sent: some bars, and nothing for a long time. */
async function writeLongFile(place: Workplace, megabytes: number): Promise<string> {
  const path = `${place.folder}/long.csv`;
  using file = await Deno.open(path, { write: true, create: true });
  const day = (date: number) => `2024-01-${String(date).padStart(2, "0")},1.1,1.3,1.0,1.2,5\n`;
  const write = (text: string) => file.write(new TextEncoder().encode(text));
  await write(header + [1, 2, 3].map(day).join(""));
  for (let part = 0; part < megabytes; part++) await file.write(megabyte);
  await write(day(4));
  return path;
}

function countBars(place: Workplace): number {
  using store = openStore({ home: homeIn(place.folder) });
  return store.bars.find({ symbol: "LONG", timeframe: "1d" })?.count ?? 0;
}

Deno.test("a long file is read while it is sent, with its progress on stderr", async () => {
  await using place = await openEmptyWorkplace();
  const path = await writeLongFile(place, 65);
  const args = ["data", "import", path, "--symbol", "LONG", "--timeframe", "1d", "--embedded"];
  await using importing = startProgram(args, place);
  const { code, stdout, stderr } = await importing.ended();
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Imported 4 bars of LONG 1d");
  assertStringIncludes(stderr, `Importing ${path}`);
  assertStringIncludes(stderr, "[100%] storing");
  const listed = await runJson(["data", "list", "--embedded"], place);
  assertEquals(listed.length, 1);
});

Deno.test("Ctrl+C during the import of a long file ends it with 130, and nothing is stored", async () => {
  await using place = await openEmptyWorkplace();
  const path = await writeLongFile(place, 70);
  const args = ["data", "import", path, "--symbol", "LONG", "--timeframe", "1d", "--embedded"];
  await using importing = startProgram(args, place);
  await importing.says(/\[ *\d+%\] .* of 7/);
  importing.kill("SIGINT");
  assertEquals((await importing.ended()).code, 130);
  assertEquals(countBars(place), 0);
});
