import { quote } from "../yaml/located_node.ts";
import { timeframeRule } from "./read_timeframes.ts";
import { oldSymbolModes, oldTimeframeModes } from "../repairs/old_words.ts";
import type { RepairValue } from "../repairs/repair.ts";
import type { SectionReader } from "./section_reader.ts";
import { choice, text, type ValueRule, wholeNumber } from "./value_rule.ts";
import * as z from "zod";

/** What `training_data` says. */
interface TrainingData {
  readonly symbols: readonly string[];
  readonly timeframes: readonly string[];
  readonly baseTimeframe: string;
  readonly historyRequired: number;
}

const defaultHistory = 200;

/** Checks `training_data`: symbols, timeframes and the history needed. */
export function checkTrainingData(reader: SectionReader | undefined): TrainingData {
  if (reader === undefined) {
    return { symbols: [], timeframes: [], baseTimeframe: "", historyRequired: defaultHistory };
  }
  const symbols = readSymbols(readParts(reader, "symbols"));
  const timeframes = readTimeframes(readParts(reader, "timeframes"));
  const historyRequired = reader.optional("history_required", wholeNumber({ minimum: 50 })) ?? defaultHistory;
  for (const key of ["start_date", "end_date"]) reader.optional(key, text());
  for (const key of ["start_date", "end_date", "date_range"]) {
    reader.ignore(key, "on training", { hint: "Give the period to the command: --start and --end" });
  }
  reader.finish();
  return { symbols, ...timeframes, historyRequired };
}

/** A mapping with a mode; for a bare list or word there is a repair. */
function readParts(reader: SectionReader, key: "symbols" | "timeframes"): SectionReader | undefined {
  const node = reader.node(key);
  if (node === undefined || node.kind === "map") return reader.requiredSection(key);
  const words = (node.kind === "list" ? node.items : [node]).flatMap((item) =>
    item.kind === "scalar" && item.type === "text" ? [item.text] : []
  );
  const one = key === "symbols" ? "symbol" : "timeframe";
  const to: RepairValue = words.length === 1
    ? { mode: "single", [one]: words[0] }
    : { mode: `multi_${one}`, list: words };
  const repair = words.length === 0 ? undefined : { kind: "set", at: reader.stepsTo(key), to } as const;
  reader.mismatch(node, { key, expected: "a mapping", repair });
  return undefined;
}

function readSymbols(reader: SectionReader | undefined): string[] {
  if (reader === undefined) return [];
  const mode = reader.required("mode", choice(["single", "multi_symbol"], oldSymbolModes));
  const symbols = readOneOrMany(reader, { one: "symbol", alias: "symbols", rule: symbolRule() });
  if (mode === "multi_symbol" && !reader.has("list") && !reader.has("symbols")) {
    reader.missing("list", "expected the symbols to train on");
  } else if (symbols === undefined) reader.missing("symbol", "expected the symbol to train on");
  if (mode === "single") warnOfMany(reader, { values: symbols ?? [], mode: "multi_symbol" });
  reader.accept("selection_criteria");
  reader.finish();
  return symbols ?? [];
}

function readTimeframes(
  reader: SectionReader | undefined,
): Pick<TrainingData, "timeframes" | "baseTimeframe"> {
  if (reader === undefined) return { timeframes: [], baseTimeframe: "" };
  const mode = reader.required("mode", choice(["single", "multi_timeframe"], oldTimeframeModes));
  const timeframes = readOneOrMany(reader, { one: "timeframe", alias: "timeframes", rule: timeframeRule() });
  if (mode === "multi_timeframe" && !reader.has("list") && !reader.has("timeframes")) {
    reader.missing("list", "expected at least 2 timeframes");
  } else if (timeframes === undefined) reader.missing("timeframe", "expected a timeframe such as 1d");
  if (mode === "multi_timeframe" && timeframes?.length === 1) {
    const key = reader.has("list") ? "list" : "timeframes";
    const hint = "Use mode: single for one timeframe";
    const repair = { kind: "set", at: reader.stepsTo("mode"), to: "single" } as const;
    reader.error(key, "Mode multi_timeframe needs at least 2 timeframes, not 1", { hint, repair });
  }
  if (mode === "single") warnOfMany(reader, { values: timeframes ?? [], mode: "multi_timeframe" });
  const base = reader.optional("base_timeframe", timeframeRule());
  if (base !== undefined && timeframes !== undefined && timeframes.length > 0 && !timeframes.includes(base)) {
    const hint = `Available: ${timeframes.join(", ")}`;
    reader.error("base_timeframe", `The base timeframe ${quote(base)} is not among the timeframes`, { hint });
  }
  reader.finish();
  return { timeframes: timeframes ?? [], baseTimeframe: base ?? timeframes?.[0] ?? "" };
}

interface OneOrMany {
  /** The key for a single value. */
  one: string;
  /** The other name of the key `list`. */
  alias: string;
  rule: ValueRule<string>;
}

/** The list if there is one, else the single value; undefined if neither is written. */
function readOneOrMany(reader: SectionReader, { one, alias, rule }: OneOrMany): string[] | undefined {
  const key = reader.has("list") || !reader.has(alias) ? "list" : alias;
  const many = reader.list(key, rule);
  if (key === "list") reader.ignore(alias, `beside "list"`);
  else reader.accept("list");
  const single = reader.optional(one, rule);
  if (!reader.has(key)) {
    if (single === undefined) return reader.has(one) ? [] : undefined;
    return [single];
  }
  if (single !== undefined && many !== undefined && !many.includes(single)) {
    reader.ignore(one, `beside "${key}"`);
  }
  if (many !== undefined) refuseRepeated(reader, { key, values: many });
  return [...new Set(many)];
}

function refuseRepeated(reader: SectionReader, { key, values }: { key: string; values: string[] }): void {
  const repeated = values.find((value, index) => values.indexOf(value) < index);
  if (repeated !== undefined) reader.error(key, `The list names ${quote(repeated)} more than once`);
}

function warnOfMany(reader: SectionReader, { values, mode }: { values: string[]; mode: string }): void {
  if (values.length < 2) return;
  reader.warn("mode", `Mode single stands beside a list of ${values.length}, and all of them are used`, {
    hint: `Write mode: ${mode}`,
    repair: { kind: "set", at: reader.stepsTo("mode"), to: mode },
  });
}

function symbolRule(): ValueRule<string> {
  return {
    schema: z.string().regex(/^[A-Za-z0-9_.-]{1,20}$/),
    expected: `1 to 20 letters, digits, "_", "." or "-"`,
  };
}
