import { assert, assertEquals, assertLess } from "@std/assert";
import type { BarFile } from "../../lib/bar_files/bar_file.ts";
import { barsCsv } from "../engine/http/test_engine.ts";
import { formatBarCsv } from "../support/format_bar_csv.ts";
import { parseBarText } from "../support/parse_bar_text.ts";
import { mutateText } from "./mutate.ts";
import type { RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";

const rows = [
  "2020-01-01,1,2,0.5,1.5,10",
  "2020-01-02 09:30:00+05:30;1;2;0.5;1.5;10",
  "20200103\t1e0\t2e0\t5e-1\t1.5\t-3",
  "03/04/2020,09:30,1,2,0.5,1.5,10",
  "25.12.2020,1,2,0.5,1.5,10",
  '"2020-01-04","1","2","0.5","1.5","1,000"',
  "1577836800,1,2,0.5,1.5,10",
  "1577836800000,1,2,0.5,1.5,10",
];

const headers = [
  "timestamp,open,high,low,close,volume",
  "Date;Open;High;Low;Close;Volume",
  '"Gmt time",Open,High,Low,Close,Volume BTC,Volume USD',
  "date,time,o,h,l,c",
  "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>",
];

function hostileCsv(source: RandomSource): string {
  if (source.chance(0.1)) return source.text();
  if (source.chance(0.4)) return mutateText(source, barsCsv(1 + source.below(30)));
  const lines = Array.from({ length: source.below(10) }, () => source.pick(rows));
  return mutateText(source, [source.pick(headers), ...lines].join("\n"));
}

/** What was read, or null where the text was refused in the way that callers expect. */
function parseOrRefuse(text: string): BarFile | null {
  try {
    return parseBarText(text);
  } catch (error) {
    assert(error instanceof RangeError && error.constructor === RangeError, String(error));
    assert(!/array length|call stack|string length/i.test(error.message), error.message);
    assertLess(error.message.length, 2_000);
    return null;
  }
}

Deno.test("parseBarText() takes any text: sound bars, or a reason", async () => {
  await repeat({ runs: 1_500, seed: 1 }, (source) => {
    const read = parseOrRefuse(hostileCsv(source));
    if (read === null) return;
    const { bars, rows, problemCount, problems, duplicates, conflictCount, conflicts } = read;
    const { time, open, high, low, close, volume } = bars;
    assertEquals(time.length + duplicates + problemCount, rows);
    assertEquals(problems.length, Math.min(problemCount, 100));
    assertEquals(conflicts.length, Math.min(conflictCount, 5));
    assert(conflictCount <= duplicates);
    for (const { line, laterLine } of conflicts) assert(0 < line && line < laterLine);
    for (const { line, message } of problems) assert(line > 0 && message.length < 500, message);
    for (let bar = 0; bar < time.length; bar++) {
      assert(Number.isInteger(time[bar]) && (bar === 0 || time[bar] > time[bar - 1]));
      assert(low[bar] <= Math.min(open[bar], close[bar]) && Number.isFinite(low[bar]));
      assert(high[bar] < Infinity && high[bar] >= Math.max(open[bar], close[bar]));
      assert(volume[bar] >= 0 && volume[bar] < Infinity);
    }
    if (time.length > 0) assertEquals(parseBarText(formatBarCsv(bars)).bars, bars);
  });
});
