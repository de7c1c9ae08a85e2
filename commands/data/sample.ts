import packedBars from "./sample_bars.base64" with { type: "text" };
import type { Context } from "../context.ts";
import { uploadBars } from "./import.ts";

/** `ktrdr data sample`: imports the bundled bars, daily S&P 500 from 2000-01-03 to 2020-04-17, as SPX 1d. */
export async function importSample(context: Context): Promise<void> {
  const csv = await unpackSampleBars();
  await uploadBars(context, { symbol: "SPX", timeframe: "1d", csv, skipBadRows: false });
}

/**
 * The sample bars as CSV: data/sp500-2000.csv of the package vega-datasets. They are packed, by gzip and base64, because
 * Deno reads them with the rest of the bundle at every start.
 */
export async function unpackSampleBars(): Promise<string> {
  const packed = new Blob([Uint8Array.fromBase64(packedBars)]);
  return await new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
