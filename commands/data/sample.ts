import sampleBars from "vega-datasets/sp500.csv" with { type: "text" };
import type { Context } from "../context.ts";
import { uploadBars } from "./import.ts";

/** `ktrdr data sample`: imports the bundled bars, daily S&P 500 from 2000-01-03 to 2020-04-17, as SPX 1d. */
export async function importSample(context: Context): Promise<void> {
  await uploadBars(context, { symbol: "SPX", timeframe: "1d", csv: sampleBars, skipBadRows: false });
}
