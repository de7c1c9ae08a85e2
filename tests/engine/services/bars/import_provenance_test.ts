import { assertEquals } from "@std/assert";
import { openStore } from "../../../../lib/engine/store/open_store.ts";
import { openEmptyHome } from "../../../support/engine_homes.ts";
import { runJson, runKtrdr } from "../../../support/run_ktrdr.ts";

const header = "time,open,high,low,close\n";
const files = {
  "one.csv": `${header}2020-01-06,1,2,.5,1.5\n`,
  "two.csv": `${header}2020-01-07,1,2,.5,1.5\n`,
};

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

function command(...names: string[]): string[] {
  return ["data", "import", ...names, "--symbol", "X", "--timeframe", "1d", "--embedded"];
}

Deno.test("an import keeps the name and the hash of each of its files, also of a single one and of stdin", async () => {
  await using place = await openEmptyHome();
  const host = { ...place, files, stdin: `${header}2020-01-08,1,2,.5,1.5\n` };
  const single = await runJson(command("one.csv"), host);
  assertEquals(single.exitCode, 0, single.stderr);
  await runJson(command("one.csv", "two.csv"), host);
  await runJson(command("-"), host);
  using store = openStore({ home: place.home, now: Date.now });
  const changes = store.bars.history({ symbol: "X", timeframe: "1d" }).toReversed();
  const sources = changes.map(({ source }) => source.files as { name: string; sha256: string }[]);
  assertEquals(sources.map((source) => source.map(({ name }) => name)), [
    ["one.csv"],
    ["one.csv", "two.csv"],
    [
      "-",
    ],
  ]);
  const [one, two] = [await sha256(files["one.csv"]), await sha256(files["two.csv"])];
  assertEquals(sources[1].map((source) => source.sha256), [one, two]);
  assertEquals([single.value.files[0].name, single.value.files[0].sha256], ["one.csv", one]);
});

Deno.test("messages name the file only where there are several", async () => {
  await using place = await openEmptyHome();
  const bad = { ...place, files: { ...files, "bad.csv": `${header}2020-01-09,1,2,.5,x\n` } };
  const alone = await runKtrdr(command("bad.csv"), bad);
  const among = await runKtrdr(command("one.csv", "bad.csv"), bad);
  assertEquals([alone.stderr.includes("bad.csv"), among.stderr.includes("bad.csv: 1 of 1 rows")], [
    false,
    true,
  ]);
});
