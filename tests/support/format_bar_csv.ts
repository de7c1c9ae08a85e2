import type { Bars } from "../../lib/engine/domain/bars.ts";

/** Text that `data import` reads back to the same bars; times as `2020-01-31T00:00:00Z`. */
export function formatBarCsv(bars: Bars): string {
  const { time, open, high, low, close, volume } = bars;
  const lines = ["timestamp,open,high,low,close,volume"];
  for (let bar = 0; bar < time.length; bar++) {
    const stamp = new Date(time[bar]).toISOString().replace(".000Z", "Z");
    lines.push(`${stamp},${open[bar]},${high[bar]},${low[bar]},${close[bar]},${volume[bar]}`);
  }
  return lines.join("\n") + "\n";
}
