import { assert, assertEquals } from "@std/assert";
import { cusumEvents } from "../../../../lib/engine/domain/labels/cusum_events.ts";
import { type LabelSpec, makeLabels } from "../../../../lib/engine/domain/labels/make_labels.ts";
import { uniquenessWeights } from "../../../../lib/engine/domain/labels/uniqueness_weights.ts";
import { readGolden, readGoldenSeries } from "../../../support/golden_series.ts";

interface PipelineCase {
  series: string;
  label_config: Record<string, number | boolean | undefined>;
  labels: string;
  weights?: number[];
  events?: number[];
}

type TripleBarrierSpec = Extract<LabelSpec, { source: "triple_barrier" }>;

function specOf(config: PipelineCase["label_config"]): TripleBarrierSpec {
  return {
    source: "triple_barrier",
    ptMultiplier: 2,
    slMultiplier: 1.5,
    maxHoldingPeriod: Number(config.max_holding_period ?? 50),
    volSpan: Number(config.vol_span ?? 50),
    volMethod: "atr",
    computeWeights: config.compute_weights === true,
    cusumThreshold: config.cusum_threshold === undefined ? null : Number(config.cusum_threshold),
    cusumMultiplier: Number(config.cusum_multiplier ?? 0.5),
  };
}

Deno.test("cusumEvents() fires when the drift beyond the allowance exceeds the threshold, then starts again", () => {
  const close = Float64Array.from([0, 0.03, 0.06, 0.06, 0.01, -0.04], Math.exp);
  const events = cusumEvents(close, { threshold: 0.0199, multiplier: 0.5, volSpan: 10 });
  // Rises of 0.03 leave 0.0101, then 0.0202 > 0.0199; falls of 0.05 leave 0.0301 at once.
  assertEquals([...events], [2, 4, 5]);
});

Deno.test("uniquenessWeights() gives labels that overlap less weight and averages 1", () => {
  assertEquals([...uniquenessWeights(Int32Array.of(1, 1, 1))], [1, 1, 1]);
  // Shares: label 0 owns 1, ½; label 1 owns ½; label 2 owns 1 alone.
  const [first, second, third] = uniquenessWeights(Int32Array.of(2, 1, 1));
  assertEquals([first, second, third], [1, 2 / 3, 4 / 3].map(Math.fround));
});

Deno.test("makeLabels() keeps the label, holding period and bar of each CUSUM event", () => {
  const bars = readGoldenSeries("synth_1h");
  const all = makeLabels(bars, specOf({}));
  const kept = makeLabels(bars, specOf({ cusum_threshold: 0.002 }));
  assert(kept.bars.length < all.bars.length);
  assertEquals([...kept.values], Array.from(kept.bars, (bar) => all.values[bar]));
  assertEquals([...kept.holding ?? []], Array.from(kept.bars, (bar) => all.holding?.[bar]));
  assertEquals(kept.weights, undefined);
});

const { cases } = readGolden<{ cases: PipelineCase[] }>("labels/triple_barrier_pipeline.json");
for (const recorded of cases) {
  const title = `${recorded.series} ${JSON.stringify(recorded.label_config)}`;
  Deno.test(`makeLabels() gives KTRDR's classes, events and weights for ${title}`, () => {
    const labels = makeLabels(readGoldenSeries(recorded.series), specOf(recorded.label_config));
    assertEquals(labels.values.join(""), recorded.labels);
    if (recorded.events) {
      assertEquals([...labels.bars], recorded.events.slice(0, labels.bars.length));
    }
    if (recorded.weights) assertWeights(labels.weights ?? new Float32Array(0), recorded.weights);
  });
}

/** The recording holds all weights, or of a long list the first 150 and the last 50. */
function assertWeights(weights: Float32Array, recorded: number[]): void {
  const whole = recorded.length < 200;
  const listed = whole ? [...weights] : [...weights.subarray(0, 150), ...weights.subarray(-50)];
  assertEquals(listed.length, recorded.length);
  listed.forEach((weight, index) => {
    const difference = Math.abs(weight - recorded[index]);
    assert(difference <= 1e-6 * recorded[index], `weight ${index}: ${weight} is not ${recorded[index]}`);
  });
}
