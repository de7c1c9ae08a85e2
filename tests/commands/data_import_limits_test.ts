import { assertEquals } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";

/** Of files of one size: what is too long, and what is said of it. */
const cases: readonly { readonly size: number; readonly paths: readonly string[]; readonly error: string }[] =
  [{
    size: 2 ** 30 + 1,
    paths: ["big.csv"],
    error: "'big.csv' is too long for one import, expected at most 1 GiB",
  }, {
    size: 2 ** 28 + 1,
    paths: ["big.csv", "big.csv"],
    error: "The 2 files are too long for one import, expected at most 256 MiB",
  }];

for (const { size, paths, error } of cases) {
  Deno.test(`data import does not read what is too long for the engine: ${paths.length} of ${size} bytes`, async () => {
    const host = createFakeHost({ files: { "big.csv": "time" } });
    const stat = () => Promise.resolve({ kind: "file" as const, size, mode: 0o644 });
    const readBytes = () => Promise.reject(new Error("It was read"));
    const files = { ...host.files, stat, readBytes, openBytes: readBytes };
    const args = ["data", "import", ...paths, "--symbol", "EURUSD", "-t", "1d", "--embedded"];
    assertEquals(await runKtrdr(args, { host: { ...host, files } }), {
      exitCode: 2,
      stdout: "",
      stderr: `Error: ${error}\nHint: Import it in parts: each adds to the bars that are there\n`,
    });
  });
}
