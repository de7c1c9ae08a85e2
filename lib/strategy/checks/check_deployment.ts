import type { SectionReader } from "./section_reader.ts";
import { choice } from "./value_rule.ts";

/** Checks `deployment`. It says where a model shall be used; training and backtests do not read it. */
export function checkDeployment(reader: SectionReader | undefined): void {
  if (reader === undefined) return;
  const symbols = reader.requiredSection("target_symbols");
  symbols?.required("mode", choice(["universal", "group_restricted", "training_only"]));
  symbols?.accept("restrictions");
  symbols?.finish();
  const timeframes = reader.requiredSection("target_timeframes");
  timeframes?.required("mode", choice(["single", "multi_timeframe"]));
  timeframes?.accept("supported", "timeframe");
  timeframes?.finish();
  reader.finish();
}
