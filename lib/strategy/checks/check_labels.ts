import { oldLabelKeys } from "../repairs/old_words.ts";
import type { SectionReader } from "./section_reader.ts";
import type { LabelDefinition } from "../strategy.ts";
import { anyNumber, choice, flag, wholeNumber } from "./value_rule.ts";

const sources = ["zigzag", "forward_return", "triple_barrier", "context", "regime"] as const;
type LabelSource = typeof sources[number];

const keysOfSource: Readonly<Record<LabelSource, readonly string[]>> = {
  zigzag: ["zigzag_threshold", "label_lookahead"],
  forward_return: ["horizon"],
  triple_barrier: [
    "pt_multiplier",
    "sl_multiplier",
    "max_holding_period",
    "vol_span",
    "vol_method",
    "compute_weights",
    "cusum_threshold",
    "cusum_multiplier",
  ],
  context: ["horizon", "bullish_threshold", "bearish_threshold"],
  regime: [
    "macro_atr_mult",
    "micro_atr_mult",
    "atr_period",
    "vol_lookback",
    "vol_crisis_threshold",
    "progression_tolerance",
  ],
};

/** The labels of a strategy that does not speak of them. */
export const defaultLabels: LabelDefinition = { source: "zigzag", threshold: 0.02 };

/** Checks `training.labels`: the source of the labels and its options. Undefined if the source is wrong. */
export function checkLabels(reader: SectionReader): LabelDefinition | undefined {
  const source = reader.has("source") ? reader.optional("source", choice(sources)) : defaultLabels.source;
  if (source === undefined) return undefined;
  const labels = readSource(reader, source);
  reader.ignore("label_lookahead", "", { hint: "A zigzag swing has no fixed length; remove it" });
  for (const key of new Set(sources.flatMap((other) => keysOfSource[other]))) {
    if (!keysOfSource[source].includes(key)) reader.ignore(key, `on labels from ${source}`);
  }
  reader.finish({ oldWords: oldLabelKeys });
  return labels;
}

function readSource(reader: SectionReader, source: LabelSource): LabelDefinition {
  switch (source) {
    case "zigzag": {
      const rule = anyNumber({ exclusiveMinimum: 0, exclusiveMaximum: 1 });
      return { source, threshold: reader.optional("zigzag_threshold", rule) ?? 0.02 };
    }
    case "forward_return":
      return { source, horizon: reader.optional("horizon", wholeNumber({ minimum: 1 })) ?? 20 };
    case "triple_barrier":
      return readTripleBarrier(reader);
    case "context":
      return readContext(reader);
    case "regime":
      return readRegime(reader);
  }
}

function readTripleBarrier(reader: SectionReader): LabelDefinition {
  const above = anyNumber({ exclusiveMinimum: 0 });
  const positive = wholeNumber({ minimum: 1 });
  const threshold = reader.node("cusum_threshold");
  const hasFilter = threshold !== undefined && !(threshold.kind === "scalar" && threshold.type === "null");
  const cusumThreshold = hasFilter ? reader.optional("cusum_threshold", anyNumber()) ?? null : null;
  if (!hasFilter) reader.ignore("cusum_multiplier", "without cusum_threshold");
  return {
    source: "triple_barrier",
    ptMultiplier: reader.optional("pt_multiplier", above) ?? 2,
    slMultiplier: reader.optional("sl_multiplier", above) ?? 1.5,
    maxHoldingPeriod: reader.optional("max_holding_period", positive) ?? 50,
    volSpan: reader.optional("vol_span", positive) ?? 50,
    volMethod: reader.optional("vol_method", choice(["atr", "close"])) ?? "atr",
    computeWeights: reader.optional("compute_weights", flag()) ?? false,
    cusumThreshold,
    cusumMultiplier: reader.optional("cusum_multiplier", above) ?? 0.5,
  };
}

function readContext(reader: SectionReader): LabelDefinition {
  const horizon = reader.optional("horizon", wholeNumber({ minimum: 1 })) ?? 5;
  const bullishThreshold = reader.optional("bullish_threshold", anyNumber()) ?? 0.005;
  const bearishThreshold = reader.optional("bearish_threshold", anyNumber()) ?? -0.005;
  if (bearishThreshold > bullishThreshold) {
    const key = reader.has("bearish_threshold") ? "bearish_threshold" : "bullish_threshold";
    const message = `The bearish threshold "${bearishThreshold}" must not lie above the bullish one, ` +
      `"${bullishThreshold}"`;
    reader.error(key, message);
  }
  return { source: "context", horizon, bullishThreshold, bearishThreshold };
}

function readRegime(reader: SectionReader): LabelDefinition {
  const above = anyNumber({ exclusiveMinimum: 0 });
  return {
    source: "regime",
    macroAtrMultiplier: reader.optional("macro_atr_mult", above) ?? 3,
    microAtrMultiplier: reader.optional("micro_atr_mult", above) ?? 1,
    atrPeriod: reader.optional("atr_period", wholeNumber({ minimum: 2 })) ?? 14,
    volLookback: reader.optional("vol_lookback", wholeNumber({ minimum: 2 })) ?? 120,
    volCrisisThreshold: reader.optional("vol_crisis_threshold", above) ?? 2,
    progressionTolerance: reader.optional("progression_tolerance", anyNumber({ minimum: 0, maximum: 1 })) ??
      0.5,
  };
}
