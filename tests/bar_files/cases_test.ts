import { assertEquals, assertStringIncludes } from "@std/assert";
import { decodeBase64 } from "../support/decode_base64.ts";
import { openEmptyHome } from "../support/engine_homes.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import cases from "./cases.json" with { type: "json" };

interface Case {
  id: string;
  shape: string;
  file: string;
  text?: string;
  base64?: string;
  args: string[];
  timeframe: string;
  stored_timeframe?: string;
  bars?: (string | number)[][];
  refused?: string[];
  warns?: string[];
}

const table = cases as unknown as Case[];

for (const { id, shape, file, text, base64, args, timeframe, ...wanted } of table) {
  Deno.test(`data import of ${shape} (${id}) stores the bars that are in it, or says why not`, async () => {
    await using place = await openEmptyHome();
    const fileBytes = {
      [file]: base64 === undefined ? new TextEncoder().encode(text) : decodeBase64(base64),
    };
    const command = [
      "data",
      "import",
      file,
      "--symbol",
      "X",
      "--timeframe",
      timeframe,
      "--embedded",
      ...args,
    ];
    const run = await runKtrdr(command, { ...place, fileBytes });
    const stored = await runJson(
      ["data", "show", "X", "-t", wanted.stored_timeframe ?? timeframe, "--rows", "1000", "--embedded"],
      place,
    );
    const bars = stored.value.ohlcv?.map((row: number[], at: number) => [stored.value.dates[at], ...row]) ??
      [];
    if (wanted.bars === undefined) {
      assertEquals([run.exitCode, bars], [2, []], run.stderr);
      for (const word of wanted.refused ?? []) {
        assertStringIncludes(run.stderr.toLowerCase(), word.toLowerCase());
      }
      return;
    }
    assertEquals(run.exitCode, 0, run.stderr);
    const expected = wanted.bars.map(([time, ...row]) => [String(time).replace("Z", ""), ...row.map(Number)]);
    assertEquals(bars, expected);
    for (const word of wanted.warns ?? []) assertStringIncludes(run.stderr.toLowerCase(), word);
  });
}
