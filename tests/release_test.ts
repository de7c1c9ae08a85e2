import { assertEquals, assertMatch } from "@std/assert";
import { parse } from "yaml";
import { executableName, targets } from "../release/compile.ts";
import { writeChecksums } from "../release/write_checksums.ts";
import { checkNotice, writeNotices } from "../release/write_notices.ts";

Deno.test("the release tries the executable of every target", async () => {
  const workflow = await Deno.readTextFile(new URL("../.github/workflows/release.yml", import.meta.url));
  const { include } = parse(workflow).jobs.try.strategy.matrix;
  assertEquals(include.map(({ target }: { target: string }) => target), targets);
});

Deno.test("an executable is named after version and target", () => {
  assertMatch(executableName("aarch64-apple-darwin"), /^ktrdr-\d+\.\d+\.\d+-aarch64-apple-darwin$/);
  assertMatch(executableName("x86_64-pc-windows-msvc"), /^ktrdr-\d+\.\d+\.\d+-x86_64-pc-windows-msvc\.exe$/);
});

Deno.test("NOTICE names every package that a bundle carries, with its licence", async () => {
  const notices = await writeNotices();
  for (const owner of ["the ktrdr authors", "c4spar", "the Deno authors", "Colin McDonnell", "Eemeli Aro"]) {
    assertMatch(notices, new RegExp(`Copyright .*${owner}`));
  }
});

Deno.test("checkNotice() misses a package, its version, and each paragraph of its licence", () => {
  const license = "MIT License\n\nCopyright (c) 2020\n  Somebody\n\nYou may do all.\n";
  const carried = { name: "chart", version: "2.10.1", license };
  const complete = "chart 2   MIT\n  Copyright (c) 2020 Somebody\n\nYou may do\nall.";
  assertEquals(checkNotice(complete, carried), []);
  assertEquals(checkNotice(complete.replace("chart 2", "chart 2.10.1"), carried), []);
  assertEquals(checkNotice(complete.replace("chart 2", "chart 2.9.0"), carried), [
    "It does not name chart 2.10.1",
  ]);
  assertEquals(checkNotice("chart 2", carried), [
    "It lacks, of chart: Copyright (c) 2020 Somebody",
    "It lacks, of chart: You may do all.",
  ]);
});

Deno.test("writeChecksums() writes what sha256sum --check reads", async () => {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_release_" });
  await using _ = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
  await Deno.writeTextFile(`${folder}/b.txt`, "");
  await Deno.writeTextFile(`${folder}/a.txt`, "abc");
  await writeChecksums(folder);
  await writeChecksums(folder);
  assertEquals(
    await Deno.readTextFile(`${folder}/SHA256SUMS`),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n" +
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.txt\n",
  );
});
