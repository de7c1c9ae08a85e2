import type { SectionReader } from "./section_reader.ts";
import type { ModelDefinition } from "../strategy.ts";
import { anyCase, anyNumber, type ValueRule, wholeNumber } from "./value_rule.ts";

const modelTypes = ["mlp", "lstm", "gru"] as const;
const activations = ["relu", "tanh", "sigmoid", "leaky_relu"] as const;
const defaultDropout = 0.2;
/** The network of a strategy that does not describe one. */
const fallback: ModelDefinition = {
  type: "mlp",
  hiddenLayers: [64, 32],
  dropout: defaultDropout,
  activation: "relu",
};

/** Checks `model`: the type of the network and its architecture. */
export function checkModel(reader: SectionReader | undefined): ModelDefinition {
  if (reader === undefined) return fallback;
  const type = reader.has("type") ? reader.optional("type", anyCase(modelTypes)) : "mlp";
  const architecture = readArchitecture(reader, type);
  reader.ignore("training", "in model", { hint: "Write its keys into the section training" });
  reader.ignore("features", "in model", { hint: "The inputs are those of nn_inputs" });
  reader.finish();
  if (architecture === undefined) return fallback;
  architecture.ignore("output_activation", "", { hint: "The network gives logits" });
  const assumed = type ?? (architecture.has("sequence_length") ? "lstm" : "mlp");
  const model = assumed === "mlp" ? readPerceptron(architecture) : readRecurrent(architecture, assumed);
  architecture.finish();
  return model;
}

/** Only a perceptron can do without. */
function readArchitecture(reader: SectionReader, type: string | undefined): SectionReader | undefined {
  if (type !== "mlp" || reader.has("architecture") || reader.isMisspelt("architecture")) {
    return reader.requiredSection("architecture");
  }
  const hint = "Write architecture: {hidden_layers: [64, 32]}, or what you want";
  reader.accept("architecture");
  reader.warn("", 'Missing "architecture" in model: the network has hidden layers of 64 and 32 units', {
    hint,
  });
  return undefined;
}

function readPerceptron(reader: SectionReader): ModelDefinition {
  const hiddenLayers = reader.list("hidden_layers", wholeNumber({ minimum: 1 }));
  if (!reader.has("hidden_layers")) reader.missing("hidden_layers", "expected a list such as [32, 16]");
  const dropout = reader.optional("dropout", dropoutRule()) ?? defaultDropout;
  const activation = reader.lenient("activation", {
    rule: anyCase(activations),
    effect: "relu is used",
  }) ?? "relu";
  for (const key of ["sequence_length", "hidden_size", "num_layers"]) {
    reader.ignore(key, "on the model type mlp");
  }
  return { type: "mlp", hiddenLayers: hiddenLayers ?? [], dropout, activation };
}

function readRecurrent(reader: SectionReader, type: "lstm" | "gru"): ModelDefinition {
  const positive = wholeNumber({ minimum: 1 });
  const sequenceLength = reader.required("sequence_length", positive) ?? 1;
  const hiddenSize = reader.optional("hidden_size", positive) ?? 64;
  const numLayers = reader.optional("num_layers", positive) ?? 2;
  const dropout = reader.optional("dropout", dropoutRule()) ?? defaultDropout;
  reader.ignore("hidden_layers", `on the model type ${type}`, {
    hint: "Use hidden_size and num_layers, or the model type mlp",
  });
  reader.ignore("activation", `on the model type ${type}`);
  return { type, sequenceLength, hiddenSize, numLayers, dropout };
}

function dropoutRule(): ValueRule<number> {
  return anyNumber({ minimum: 0, exclusiveMaximum: 1 });
}
