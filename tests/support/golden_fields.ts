/**
 * The fields of the recordings, and recordings with one other value: they show that each field is compared.
 * @module
 */
import { type GoldenFiles, goldenFiles } from "./golden_series.ts";

/** A way into parsed JSON. */
type JsonPath = readonly (string | number)[];

/** A value of a recording. */
export interface RecordedValue {
  /** Below tests/golden. */
  readonly file: string;
  /** Of the recording in the file; empty for the whole file. */
  readonly recording: JsonPath;
  /** Of the value in the recording. */
  readonly path: JsonPath;
}

/** A field of a kind of recordings. */
export interface RecordedField {
  /** Such as `training/runs: epochs.train_loss`. Places in lists and what keys of data are called are left out. */
  readonly name: string;
  /** Its values in each of a few recordings, the shortest with more than one value first. */
  readonly recordings: readonly (readonly RecordedValue[])[];
}

/** Files with recordings of the same shape. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^indicators\/.*/, "indicators"],
  [/^backtest\/(.*_classification|regression|.*_window|small_cases)$/, "backtest/given_outputs"],
  [/^backtest\/end_to_end.*/, "backtest/end_to_end"],
  [/^training\/(steps|runs|recurrent)$/, "training/runs"],
  [/^features\/single.*/, "features/single"],
];
/** Their keys are data: columns, layers, parameters, timeframes. */
const keyed = new Set(
  "columns last_row nan parameters defaults resolved final_weights initial_weights weights_after_first_epoch bars series split"
    .split(" "),
);
/** Lists of recordings. */
const lists = ["cases", "situations"];
/** Texts of strategies as maps, compared as a whole. */
const whole = new Set(["fuzzy_set", "output"]);

/** The fields of a folder's recordings. */
export function listFields(folder: string): RecordedField[] {
  const fields = new Map<string, { size: number; values: RecordedValue[] }[]>();
  for (const name of goldenFiles.list(folder)) {
    const kind = kinds.reduce(
      (text, [pattern, replacement]) => text.replace(pattern, replacement),
      `${folder}/${name}`,
    );
    const file = `${folder}/${name}.json`;
    const content = goldenFiles.read<unknown>(file);
    for (const recording of recordingsOf(content)) {
      const found = valuesByField(valueAt(content, recording), { kind, file, recording });
      const size = [...found.values()].reduce((sum, { length }) => sum + length, 0);
      for (const [field, values] of found) fields.set(field, [...fields.get(field) ?? [], { size, values }]);
    }
  }
  const isSingle = ({ values }: { values: RecordedValue[] }) => Number(values.length === 1);
  return [...fields].map(([name, recordings]) => ({
    name,
    recordings: recordings.toSorted((a, b) => isSingle(a) - isSingle(b) || a.size - b.size)
      .slice(0, 3).map(({ values }) => values),
  }));
}

/** Gives files of recordings with all but one left out. Reads what it leaves out once. */
export class RecordingSelector {
  readonly #others = new Map<string, unknown>();

  /** Only the recording of `value`, which can be changed, beside what has no list of recordings. */
  select({ file, recording, path }: RecordedValue, { isChanged }: { isChanged: boolean }): GoldenFiles {
    const [folder, name] = file.slice(0, -".json".length).split("/");
    return {
      list: (asked) => asked === folder ? [name] : [],
      read: (asked) => {
        // Recordings of features say in another file what strategy they are of.
        if (asked !== file) {
          return folder === "features" && asked === "training/trainer_rows.json"
            ? goldenFiles.read(asked)
            : this.#withoutRecordings(asked);
        }
        const content = goldenFiles.read<unknown>(asked);
        if (isChanged) changeValue(content, [...recording, ...path]);
        return keepRecording(content, recording) as never;
      },
    };
  }

  #withoutRecordings(file: string): never {
    const content = this.#others.get(file) ?? keepRecording(goldenFiles.read(file), []);
    this.#others.set(file, content);
    return content as never;
  }
}

/** Where each recording of a file is, and what else is in it. */
function recordingsOf(content: unknown): JsonPath[] {
  if (Array.isArray(content)) return content.map((_, index) => [index]);
  if (!isObject(content) || !lists.some((key) => key in content)) return [[]];
  return Object.entries(content).flatMap(([key, value]): JsonPath[] =>
    lists.includes(key) && Array.isArray(value) ? value.map((_, index) => [key, index]) : [[key]]
  );
}

/** A file's content with no other recording than this one. What is no recording in a list stays. */
function keepRecording(content: unknown, [key, index]: JsonPath): unknown {
  if (Array.isArray(content)) return content.filter((_, place) => place === key);
  if (!isObject(content) || !lists.some((list) => list in content)) return content;
  if (key !== undefined && !lists.includes(String(key))) return content;
  const kept = lists.map((list) => {
    const recordings = content[list];
    const some = Array.isArray(recordings)
      ? recordings.filter((_, place) => list === key && place === index)
      : [];
    return [list, some] as const;
  });
  return { ...content, ...Object.fromEntries(kept) };
}

function valuesByField(
  content: unknown,
  { kind, ...place }: Omit<RecordedValue, "path"> & { kind: string },
): Map<string, RecordedValue[]> {
  const found = new Map<string, RecordedValue[]>();
  for (const path of leaves(content)) {
    const all = [...place.recording, ...path];
    const names = all.map((key, index) =>
      keyed.has(String(all[index - 1])) && typeof key === "string" ? "*" : key
    );
    const end = names.findIndex((key) => whole.has(String(key)));
    const named = names.slice(0, end < 0 ? names.length : end + 1).filter((key) => typeof key === "string");
    const field = `${kind}: ${named.join(".")}`;
    found.set(field, [...found.get(field) ?? [], { ...place, path }]);
  }
  return found;
}

/** The ways to the texts, numbers, truths and nulls in parsed JSON. */
function leaves(content: unknown): JsonPath[] {
  if (Array.isArray(content)) {
    return content.flatMap((value, index) => leaves(value).map((path) => [index, ...path]));
  }
  if (!isObject(content)) return [[]];
  return Object.entries(content).flatMap(([key, value]) => leaves(value).map((path) => [key, ...path]));
}

function valueAt(content: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((value, key) => isObject(value) ? value[key] : undefined, content);
}

function changeValue(content: unknown, path: JsonPath): void {
  const holder = valueAt(content, path.slice(0, -1));
  const key = path[path.length - 1];
  if (!isObject(holder)) throw new Error(`nothing at ${path.join(".")}`);
  holder[key] = otherThan(holder[key]);
}

/** One more, half as large again, another year, another letter, the other truth. */
function otherThan(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? value + 1 : value * 1.5;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return 0;
  if (/^\d{4}-\d\d-\d\d/.test(value)) return `${Number(value.slice(0, 4)) + 1}${value.slice(4)}`;
  const last = value.at(-1);
  return `${value.slice(0, -1)}${last === "0" ? "1" : last === "B" ? "S" : last === "L" ? "S" : "0"}`;
}

/** A list is an object too: its keys are places. */
function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}
