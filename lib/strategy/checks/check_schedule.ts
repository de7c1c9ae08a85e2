import type { SectionReader } from "./section_reader.ts";
import type { EarlyStoppingDefinition, SchedulerDefinition } from "../strategy.ts";
import { anyCase, anyNumber, choice, flag, wholeNumber } from "./value_rule.ts";

const noEffect = "it has no effect";
const kinds = ["step", "exponential", "reduce_on_plateau"] as const;
type SchedulerKind = typeof kinds[number];

/** Reads `early_stopping`: a mapping, or true or false. */
export function readEarlyStopping(reader: SectionReader): EarlyStoppingDefinition | null {
  const initial: EarlyStoppingDefinition = { patience: 10, minDelta: 0.001, monitor: "val_loss" };
  const switched = readSwitch(reader, "early_stopping");
  if (switched !== undefined) return switched ? initial : null;
  const node = reader.node("early_stopping");
  if (node === undefined) return null;
  if (node.kind !== "map") {
    const expected = "a mapping, true or false";
    reader.mismatch(node, { key: "early_stopping", expected, severity: "warning", effect: noEffect });
    return null;
  }
  const section = reader.below(node, { key: "early_stopping" });
  const isEnabled = section.optional("enabled", flag()) ?? true;
  const patience = section.optional("patience", wholeNumber({ minimum: 1 })) ?? initial.patience;
  const minDelta = section.optional("min_delta", anyNumber({ minimum: 0 })) ?? initial.minDelta;
  const monitor = section.optional("monitor", choice(["val_loss", "val_accuracy"])) ?? initial.monitor;
  section.finish();
  return isEnabled ? { patience, minDelta, monitor } : null;
}

/** Reads `lr_scheduler`: a mapping with a type, or the type alone, or false. */
export function readScheduler(reader: SectionReader): SchedulerDefinition | null {
  const key = "lr_scheduler";
  const switched = readSwitch(reader, key);
  if (switched === false) return null;
  const node = reader.node(key);
  if (node === undefined) return null;
  if (node.kind === "scalar" && node.type === "text") {
    const kind = reader.lenient(key, { rule: anyCase(kinds), effect: noEffect });
    return kind === undefined ? null : defaultScheduler(kind);
  }
  if (node.kind !== "map") {
    const expected = "a mapping with a type, or a type";
    reader.mismatch(node, { key, expected, severity: "warning", effect: noEffect });
    return null;
  }
  return readSchedulerSection(reader.below(node, { key }));
}

function readSchedulerSection(section: SectionReader): SchedulerDefinition | null {
  const isEnabled = section.optional("enabled", flag()) ?? true;
  const kind = section.has("type")
    ? section.lenient("type", { rule: anyCase(kinds), effect: "the scheduler has no effect" })
    : "step";
  const factor = anyNumber({ exclusiveMinimum: 0, maximum: 1 });
  const period = wholeNumber({ minimum: 1 });
  if (kind === undefined) return null;
  let scheduler = defaultScheduler(kind);
  if (scheduler.kind === "step") {
    const stepSize = section.optional("step_size", period) ?? scheduler.stepSize;
    scheduler = { ...scheduler, stepSize, gamma: section.optional("gamma", factor) ?? scheduler.gamma };
  } else if (scheduler.kind === "exponential") {
    scheduler = { ...scheduler, gamma: section.optional("gamma", factor) ?? scheduler.gamma };
  } else {
    const patience = section.optional("patience", wholeNumber({ minimum: 0 })) ?? scheduler.patience;
    scheduler = { ...scheduler, patience, factor: section.optional("factor", factor) ?? scheduler.factor };
  }
  section.finish();
  return isEnabled ? scheduler : null;
}

function defaultScheduler(kind: SchedulerKind): SchedulerDefinition {
  switch (kind) {
    case "step":
      return { kind, stepSize: 30, gamma: 0.1 };
    case "exponential":
      return { kind, gamma: 0.95 };
    case "reduce_on_plateau":
      return { kind, factor: 0.5, patience: 5 };
  }
}

/** A key that may be true, false or nothing instead of a mapping. */
function readSwitch(reader: SectionReader, key: string): boolean | undefined {
  const node = reader.node(key);
  if (node?.kind !== "scalar") return undefined;
  if (node.type === "null") return false;
  return typeof node.value === "boolean" && node.type === "boolean" ? node.value : undefined;
}
