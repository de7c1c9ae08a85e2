import { checkLabels, defaultLabels } from "./check_labels.ts";
import { readEarlyStopping, readScheduler } from "./check_schedule.ts";
import type { SectionReader } from "./section_reader.ts";
import type { LabelDefinition, SplitDefinition, TrainingDefinition } from "../strategy.ts";
import { anyCase, anyNumber, choice, wholeNumber } from "./value_rule.ts";

type OutputFormat = "classification" | "regression";

const defaultSplit = { train: 0.7, validation: 0.15 };
// Shares are decimal fractions, whose sum misses 1 by a few units in the last place.
const rounding = 1e-9;

/** Checks `training`. Without an output format (it is wrong itself) nothing is held against it. */
export function checkTraining(
  reader: SectionReader | undefined,
  outputFormat: OutputFormat | undefined,
): TrainingDefinition | undefined {
  if (reader === undefined) return undefined;
  const labels = readLabels(reader, outputFormat);
  const positive = wholeNumber({ minimum: 1 });
  const above = anyNumber({ exclusiveMinimum: 0 });
  const training = {
    epochs: reader.optional("epochs", positive) ?? 100,
    batchSize: reader.optional("batch_size", positive) ?? 32,
    learningRate: reader.optional("learning_rate", above) ?? 0.001,
    optimizer: reader.lenient("optimizer", {
      rule: anyCase(["adam", "sgd", "rmsprop"]),
      effect: "adam is used",
    }) ?? "adam",
    ...readLoss(reader, outputFormat),
    weightDecay: reader.optional("weight_decay", anyNumber({ minimum: 0 })) ??
      (outputFormat === "regression" ? 0 : 1e-4),
    gradientClip: reader.optional("gradient_clip", above) ?? 1,
    earlyStopping: readEarlyStopping(reader),
    scheduler: readScheduler(reader),
    labels,
    split: readSplit(reader.section("data_split")),
  };
  reader.accept("method");
  reader.ignore("validation_split", "", {
    hint: "Use data_split: {train: 0.7, validation: 0.15, test: 0.15}",
  });
  reader.ignore("fitness_metrics");
  reader.finish();
  return training;
}

function readLabels(reader: SectionReader, outputFormat: OutputFormat | undefined): LabelDefinition {
  const section = reader.section("labels");
  const labels = reader.has("labels") ? section && checkLabels(section) : defaultLabels;
  if (labels !== undefined) checkLabelsFit(reader, { labels, outputFormat });
  return labels ?? defaultLabels;
}

interface LabelFit {
  labels: LabelDefinition;
  outputFormat: OutputFormat | undefined;
}

function checkLabelsFit(reader: SectionReader, { labels, outputFormat }: LabelFit): void {
  const givesNumbers = labels.source === "forward_return";
  if (outputFormat === "classification" && givesNumbers) {
    const hint = "Use decisions.output_format: regression, or labels such as zigzag";
    reader.error(
      "labels",
      `Labels from "forward_return" are numbers, but the output format is classification`,
      { hint },
    );
  }
  if (outputFormat === "regression" && !givesNumbers) {
    const hint =
      "Use labels: {source: forward_return, horizon: 20}, or decisions.output_format: classification";
    reader.error(
      "labels",
      `Labels from "${labels.source}" are classes, but the output format is regression`,
      { hint },
    );
  }
}

function readLoss(reader: SectionReader, outputFormat: OutputFormat | undefined) {
  const written = reader.optional("loss", choice(["cross_entropy", "focal", "huber", "mse"]));
  const isRegressionLoss = written === "huber" || written === "mse";
  if (
    written !== undefined && outputFormat !== undefined &&
    isRegressionLoss !== (outputFormat === "regression")
  ) {
    const expected = outputFormat === "regression" ? "huber or mse" : "cross_entropy or focal";
    reader.error(
      "loss",
      `The loss "${written}" does not fit the output format ${outputFormat}, expected ${expected}`,
    );
  }
  const loss = written ?? (outputFormat === "regression" ? "huber" : "cross_entropy");
  const focalGamma = reader.optional("focal_gamma", anyNumber({ minimum: 0 })) ?? 2;
  const huberDelta = reader.optional("huber_delta", anyNumber({ exclusiveMinimum: 0 })) ?? 0.01;
  if (loss !== "focal") reader.ignore("focal_gamma", `on the loss ${loss}`);
  if (loss !== "huber") reader.ignore("huber_delta", `on the loss ${loss}`);
  return { loss, focalGamma, huberDelta };
}

function readSplit(reader: SectionReader | undefined): SplitDefinition {
  const share = anyNumber({ exclusiveMinimum: 0, exclusiveMaximum: 1 });
  const train = reader?.optional("train", share) ?? defaultSplit.train;
  const validation = reader?.optional("validation", share) ?? defaultSplit.validation;
  const test = reader?.optional("test", share);
  reader?.finish();
  const rest = Math.max(0, 1 - train - validation);
  if (reader === undefined || (reader.has("test") && test === undefined)) {
    return { train, validation, test: test ?? rest };
  }
  const sum = train + validation + (test ?? 0);
  if (sum > 1 + rounding) {
    reader.error("", `The shares of data_split add up to ${toShare(sum)}, expected at most 1`);
  } else if (rest <= rounding) {
    reader.error("", `The shares train and validation leave nothing to test on`, {
      hint: "Lower one of them",
    });
  } else if (sum < 1 - rounding && test !== undefined) {
    const hint = `The test share is what the others leave, ${toShare(rest)}`;
    reader.warn("test", `The shares of data_split add up to ${toShare(sum)}, not to 1`, { hint });
  }
  return { train, validation, test: test ?? rest };
}

function toShare(value: number): string {
  return String(Number(value.toFixed(6)));
}
