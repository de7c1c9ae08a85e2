import sampleBars from "vega-datasets/sp500.csv" with { type: "text" };
import type { Context } from "../program/context.ts";
import { uploadBars } from "./import.ts";
import { renderUpload } from "./render_import.ts";
import { unpackText } from "./unpack_text.ts";

/** `ktrdr data sample`: imports the bundled bars, daily S&P 500 from 2000-01-03 to 2020-04-17, as SPX 1d. */
export async function importSample(context: Context): Promise<void> {
  const csv = await unpackText(sampleBars);
  const query = { name: "vega-datasets/sp500.csv" };
  const imported = await uploadBars(context, { symbol: "SPX", timeframe: "1d", csv, query });
  context.printer.result(imported, (style) => renderUpload(imported, style));
}
