/**
 * Things nearly as they should be: what gets past the first check and breaks the second.
 * @module
 */
import type { RandomSource } from "./random_source.ts";

/** A text with a few wounds: cut, repeated, swapped, or with something nasty in it. */
export function mutateText(source: RandomSource, text: string): string {
  let result = text;
  for (let wounds = 1 + source.below(4); wounds > 0; wounds--) result = woundText(source, result);
  return result;
}

function woundText(source: RandomSource, text: string): string {
  const start = source.below(text.length + 1);
  const end = Math.min(text.length, start + source.below(30));
  const [before, middle, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  return source.pick<() => string>([
    () => before,
    () => after,
    () => before + after,
    () => before + middle + middle + after,
    () => before + source.text() + middle + after,
    () => before + source.text() + after,
    () => before + String(source.number()) + after,
    () => before + middle.toUpperCase() + after,
    () => swapLines(source, text),
    () => text.replaceAll("\n", source.pick(["\r\n", "\r", "\n\n", " ", "\u2028"])),
  ])();
}

function swapLines(source: RandomSource, text: string): string {
  const lines = text.split("\n");
  const [left, right] = [source.below(lines.length), source.below(lines.length)];
  [lines[left], lines[right]] = [lines[right], lines[left]];
  return lines.join("\n");
}

/** Bytes with a few of them changed, left out or added. */
export function mutateBytes(source: RandomSource, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = [...bytes];
  for (let wounds = 1 + source.below(6); wounds > 0; wounds--) {
    const place = source.below(result.length + 1);
    result.splice(place, source.below(3), ...source.bytes(source.below(4)));
  }
  return Uint8Array.from(result.slice(0, source.chance(0.2) ? source.below(result.length + 1) : undefined));
}

/** A JSON value with a few of its parts replaced, left out, renamed or doubled. */
export function mutateJson(source: RandomSource, value: unknown): unknown {
  let result = structuredClone(value);
  for (let wounds = 1 + source.below(3); wounds > 0; wounds--) result = woundJson(source, result);
  return result;
}

function woundJson(source: RandomSource, value: unknown): unknown {
  if (typeof value !== "object" || value === null || source.chance(0.1)) return source.value();
  const keys = Object.keys(value);
  if (keys.length === 0) return source.value();
  const key = source.pick(keys);
  if (Array.isArray(value)) {
    const index = Number(key);
    const item: unknown = value[index];
    return value.toSpliced(index, 1, ...source.pick([[], [item, item], [woundJson(source, item)]]));
  }
  const record: Record<string, unknown> = { ...value };
  const part = record[key];
  if (source.chance(0.7)) record[key] = woundJson(source, part);
  else delete record[key];
  if (source.chance(0.1)) record[source.text()] = part;
  return record;
}
