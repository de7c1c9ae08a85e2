/**
 * References to indicators by the names of older strategies: those of columns.
 * @module
 */
import { findIndicatorType } from "../../indicators/catalog.ts";
import type { IndicatorDefinition } from "../strategy.ts";
import { oldIndicatorTypes, oldOutputs } from "./old_words.ts";

/** The output that another name of it stands for; undefined for its own name and for any other. */
export function knownOutput(type: string, output: string): string | undefined {
  const words: Readonly<Record<string, string>> = oldOutputs[type] ?? {};
  const plain = output.toLowerCase();
  if (Object.hasOwn(words, plain)) return words[plain];
  const known = findIndicatorType(type)?.outputs.find((name) => name === plain);
  return known === output ? undefined : known;
}

/**
 * The reference that a name stands for, if only one indicator can be meant: the id with other capitals, the type of the
 * indicator with or without its parameters (`rsi`, `macd_12_26_9`), or either with the name of an output (`aroon_up_25`).
 */
export function knownReference(
  reference: string,
  indicators: ReadonlyMap<string, IndicatorDefinition | null>,
): string | undefined {
  const wanted = toWords(reference);
  const ids = [...indicators.keys()].filter((id) =>
    !id.includes(".") && toWords(id).join() === wanted.join()
  );
  if (ids.length === 1) return ids[0];
  const found = new Set<string>();
  for (const indicator of indicators.values()) {
    if (indicator === null || indicator.id.includes(".")) continue;
    for (const output of [null, ...outputNames(indicator)]) {
      const names = output === null ? [] : toWords(output.name);
      const rest = without(wanted, names);
      if (rest === undefined || !namesIndicator(rest, { indicator, isOutput: output !== null })) continue;
      found.add(output === null ? indicator.id : `${indicator.id}.${output.output}`);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

interface OutputName {
  name: string;
  output: string;
}

function outputNames({ type, outputs }: IndicatorDefinition): OutputName[] {
  if (outputs.length === 1) return [];
  const others = Object.entries(oldOutputs[type] ?? {}).map(([name, output]) => ({ name, output }));
  return [...outputs.map((output) => ({ name: output, output })), ...others];
}

/** Whether words are those of an id, or those of a type with numbers that are all parameters. */
function namesIndicator(
  words: readonly string[],
  { indicator, isOutput }: { indicator: IndicatorDefinition; isOutput: boolean },
): boolean {
  const own = toWords(indicator.id);
  if (words.length === own.length && without(words, own)?.length === 0) return true;
  const numbers = words.filter(isNumber);
  const name = words.filter((word) => !isNumber(word)).join("");
  const values = Object.values(indicator.parameters).filter((value) => typeof value === "number").map(String);
  if (without(values, numbers) === undefined) return false;
  if (name === "") return isOutput && numbers.length > 0;
  const type = findIndicatorType(Object.hasOwn(oldIndicatorTypes, name) ? oldIndicatorTypes[name] : name);
  return type?.name === indicator.type;
}

/** The words of a name in small letters, its numbers in one way of writing: `2.0` is `2`. */
function toWords(name: string): string[] {
  const words = name.toLowerCase().split(/[\s_-]+|\.(?!\d)/).filter((word) => word !== "");
  return words.map((word) => isNumber(word) ? String(Number(word)) : word);
}

function isNumber(word: string): boolean {
  return Number.isFinite(Number(word));
}

/** Words less others, each as often as it is there; undefined if one of the others is missing. */
function without(words: readonly string[], others: readonly string[]): string[] | undefined {
  const rest = [...words];
  for (const other of others) {
    const index = rest.indexOf(other);
    if (index < 0) return undefined;
    rest.splice(index, 1);
  }
  return rest;
}
