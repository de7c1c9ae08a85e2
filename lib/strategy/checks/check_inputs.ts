import type { FuzzySetTable } from "./check_fuzzy_sets.ts";
import type { IndicatorTable } from "./check_indicators.ts";
import { type LocatedNode, quote } from "../yaml/located_node.ts";
import { readInputTimeframes } from "./read_timeframes.ts";
import { resolveReference } from "./resolve_reference.ts";
import type { SectionReader } from "./section_reader.ts";
import type { NetworkInput } from "../strategy.ts";
import { choice, text } from "./value_rule.ts";

/** What the network inputs may refer to. */
interface InputScope {
  readonly indicators: IndicatorTable;
  readonly fuzzySets: FuzzySetTable;
  readonly timeframes: readonly string[];
}

/** A network input that is right, and the reader of the entry it comes from. */
interface CheckedInput {
  readonly input: NetworkInput;
  readonly section: SectionReader;
}

/** Network inputs that are right, and the names that any input refers to. */
export interface CheckedInputs {
  readonly entries: readonly CheckedInput[];
  /** Whether every entry is right. */
  readonly isComplete: boolean;
  /** Fuzzy sets that an input names. */
  readonly usedFuzzySets: ReadonlySet<string>;
  /** Indicators that an input names itself. */
  readonly usedIndicators: ReadonlySet<string>;
}

const key = "nn_inputs";

/** Checks `nn_inputs`: references, timeframes and normalisation. `reader` reads the top of the file. */
export function checkInputs(reader: SectionReader, scope: InputScope): CheckedInputs {
  const found = {
    entries: new Array<CheckedInput>(),
    usedFuzzySets: new Set<string>(),
    usedIndicators: new Set<string>(),
    isComplete: false,
  };
  const node = reader.node(key);
  if (node === undefined) {
    reader.missing(key, "expected the list of the network's inputs");
    return found;
  }
  if (node.kind !== "list" || node.items.length === 0) {
    const hint = "Add an input, such as - {fuzzy_set: <id>, timeframes: all}";
    reader.mismatch(node, { key, expected: "a list with at least one entry", hint });
    return found;
  }
  node.items.forEach((item, index) => {
    const section = readEntry(reader, { item, index });
    if (section === undefined) return;
    const input = section.has("raw_indicator")
      ? checkRawInput(section, { scope, used: found.usedIndicators })
      : checkFuzzyInput(section, { scope, used: found.usedFuzzySets });
    section.finish();
    if (input !== undefined) found.entries.push({ input, section });
  });
  found.isComplete = found.entries.length === node.items.length;
  return found;
}

function readEntry(reader: SectionReader, { item, index }: { item: LocatedNode; index: number }) {
  if (item.kind !== "map") {
    reader.mismatch(item, { key: `${key}[${index}]`, expected: "a mapping with fuzzy_set or raw_indicator" });
    return undefined;
  }
  return reader.below(item, { key: `${key}[${index}]`, category: "nn_inputs" });
}

interface InputPlace {
  scope: InputScope;
  used: Set<string>;
}

function checkFuzzyInput(reader: SectionReader, { scope, used }: InputPlace): NetworkInput | undefined {
  if (!reader.has("fuzzy_set")) {
    reader.missing("fuzzy_set", "expected fuzzy_set or raw_indicator");
    reader.accept("raw_indicator", "timeframes", "normalization");
    return undefined;
  }
  const fuzzySetId = reader.optional("fuzzy_set", text("the id of a fuzzy set"));
  const timeframes = readInputTimeframes(reader, scope.timeframes);
  if (reader.node("normalization") !== undefined) {
    const hint = "Memberships lie between 0 and 1 already; remove it";
    const repair = { kind: "remove", at: reader.stepsTo("normalization") } as const;
    reader.error("normalization", `"normalization" is for raw_indicator only, not for fuzzy_set`, {
      hint,
      repair,
    });
  }
  if (fuzzySetId === undefined) return undefined;
  used.add(fuzzySetId);
  if (!scope.fuzzySets.has(fuzzySetId)) {
    const known = [...scope.fuzzySets.keys()];
    const way = reader.meant("fuzzy_set", { written: fuzzySetId, known });
    reader.error("fuzzy_set", `Unknown fuzzy set ${quote(fuzzySetId)}`, way);
    return undefined;
  }
  return { kind: "fuzzy", fuzzySetId, timeframes };
}

function checkRawInput(reader: SectionReader, { scope, used }: InputPlace): NetworkInput | undefined {
  if (reader.has("fuzzy_set")) {
    const hint = "Write one entry for each";
    reader.accept("fuzzy_set");
    reader.error("raw_indicator", "Specify either fuzzy_set or raw_indicator, not both", { hint });
  }
  const reference = reader.optional("raw_indicator", text("the id of an indicator"));
  const timeframes = readInputTimeframes(reader, scope.timeframes);
  const normalization = reader.optional("normalization", choice(["none", "minmax", "zscore"])) ?? "none";
  if (reference === undefined) return undefined;
  const target = resolveReference(reader, { key: "raw_indicator", reference, indicators: scope.indicators });
  used.add(target?.indicatorId ?? reference.split(".")[0]);
  return target && { kind: "raw", reference, ...target, timeframes, normalization };
}
