import type { SectionReader } from "./section_reader.ts";
import type { DecisionDefinition } from "../strategy.ts";
import { anyNumber, choice, flag } from "./value_rule.ts";

const defaultSeparation = 4;

/** What is the same for both output formats. */
interface CommonDecisions {
  positionAwareness: boolean;
  minSignalSeparation: number;
}

/** Checks `decisions`: how the network's output becomes a signal. Undefined if the output format is wrong. */
export function checkDecisions(reader: SectionReader | undefined): DecisionDefinition | undefined {
  if (reader === undefined) return undefined;
  const formats = choice(["classification", "regression"]);
  const format = reader.has("output_format") ? reader.optional("output_format", formats) : "classification";
  const positionAwareness = reader.optional("position_awareness", flag()) ?? true;
  const minSignalSeparation = readSeparation(reader.section("filters"));
  const common = { positionAwareness, minSignalSeparation };
  const assumed = format ?? (reader.has("cost_model") ? "regression" : "classification");
  const decisions = assumed === "classification"
    ? readClassification(reader, common)
    : readRegression(reader, common);
  reader.finish();
  return format && decisions;
}

function readSeparation(reader: SectionReader | undefined): number {
  if (reader === undefined) return defaultSeparation;
  const separation = reader.optional("min_signal_separation", anyNumber({ minimum: 0 }));
  reader.ignore("volume_filter");
  reader.finish();
  return separation ?? defaultSeparation;
}

function readClassification(reader: SectionReader, common: CommonDecisions): DecisionDefinition {
  const confidenceThreshold =
    reader.optional("confidence_threshold", anyNumber({ minimum: 0, maximum: 1 })) ?? 0.5;
  const allowShortFromFlat = reader.optional("allow_short_from_flat", flag()) ?? false;
  reader.ignore("cost_model", "on classification", { hint: "It belongs to output_format: regression" });
  return { outputFormat: "classification", confidenceThreshold, allowShortFromFlat, ...common };
}

function readRegression(reader: SectionReader, common: CommonDecisions): DecisionDefinition {
  const hint = "A signal needs a predicted return above round_trip_cost × min_edge_multiplier";
  reader.ignore("confidence_threshold", "on regression", { hint });
  reader.ignore("allow_short_from_flat", "on regression", {
    hint: "A SELL while flat always opens a short position",
  });
  const costModel = reader.requiredSection("cost_model");
  const positive = anyNumber({ exclusiveMinimum: 0 });
  const roundTripCost = costModel?.required("round_trip_cost", positive) ?? 0;
  const minEdgeMultiplier = costModel?.required("min_edge_multiplier", positive) ?? 0;
  costModel?.finish();
  return { outputFormat: "regression", roundTripCost, minEdgeMultiplier, ...common };
}
