import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { openEmptyHome } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

Deno.test("a home below a file cannot be used, and the message names it", async () => {
  await using place = await openEmptyHome();
  const file = join(place.home, "file");
  await Deno.writeTextFile(file, "mine");
  const home = join(file, "home");
  for (const command of [["data", "list"], ["train", "rsi_spx"], ["serve", "--port", "0"]]) {
    const { exitCode, stdout, stderr } = await runKtrdr([...command, "--embedded"], { home });
    assertEquals([exitCode, stdout], [1, ""]);
    assertStringIncludes(stderr, `Error: Cannot use "${home}": a folder is needed there`);
    assertStringIncludes(
      stderr,
      "Hint: Move that file away, or set KTRDR_HOME to a folder that can be written to\n",
    );
  }
  assertEquals(await Deno.readTextFile(file), "mine");
});

Deno.test("a database that is none is named and left as it is", async () => {
  await using place = await openEmptyHome();
  const path = join(place.home, "ktrdr.db");
  const bytes = new TextEncoder().encode("no database at all, but somebody's file\n".repeat(200));
  await Deno.writeFile(path, bytes);
  const { exitCode, value, stderr } = await runJson(["ops", "--embedded"], place);
  assertEquals([exitCode, value.message], [
    1,
    `The file "${path}" is not a ktrdr database, or it is damaged`,
  ]);
  assertStringIncludes(stderr, "Hint: It was left untouched");
  assertEquals(await Deno.readFile(path), bytes);
  assertEquals([...Deno.readDirSync(place.home)].map(({ name }) => name), ["ktrdr.db"]);
});

Deno.test("a damaged database is named and left as it is", async () => {
  await using place = await openEmptyHome();
  const path = join(place.home, "ktrdr.db");
  assertEquals((await runKtrdr(["data", "sample", "--embedded"], place)).exitCode, 0);
  const bytes = await Deno.readFile(path);
  bytes.fill(0x5a, 100, bytes.length);
  await Deno.writeFile(path, bytes);
  const { exitCode, stdout, stderr } = await runKtrdr(["data", "list", "--embedded"], place);
  assertEquals([exitCode, stdout], [1, ""]);
  assertStringIncludes(stderr, path);
  assertStringIncludes(stderr, "Hint: It was left untouched");
  assertEquals(await Deno.readFile(path), bytes);
});
