import { safeParse } from "zod/v4/core";
import { describeNode, type LocatedMap, type LocatedNode, quote } from "../yaml/located_node.ts";
import type { Position, ProblemCategory, ProblemList } from "../strategy_problem.ts";
import { oldSections } from "../repairs/old_words.ts";
import type { Steps } from "../repairs/repair.ts";
import { listNames, suggestName, suggestOnly } from "../suggest_name.ts";
import { repairKey } from "../repairs/repair_key.ts";
import {
  type FinishOptions,
  fitsRule,
  isPlainValue,
  type Mismatch,
  type Note,
  type NoteOptions,
} from "./notes.ts";
import { valueRepair } from "../repairs/value_repair.ts";
import type { ValueRule } from "./value_rule.ts";

/** Where a section stands and where its problems go. */
interface SectionReaderOptions {
  readonly problems: ProblemList;
  readonly category: ProblemCategory;
  /** The path of the section, empty at the top. */
  readonly path: string;
  /** The place that a missing key is reported at. */
  readonly position: Position;
  /** The way from the top of the file; none at the top. */
  readonly steps?: Steps;
}

/**
 * Reads one mapping of a strategy file key by key, reports what is wrong with it, and knows in the end which
 * keys nobody asked for. A value that is absent or wrong is undefined; a wrong one is reported already.
 */
export class SectionReader {
  readonly path: string;
  readonly position: Position;
  readonly #map: LocatedMap;
  readonly #options: SectionReaderOptions;
  readonly #known = new Set<string>();
  readonly #idle = new Set<string>();
  readonly #fits = new Map<string, (node: LocatedNode) => boolean>();
  readonly #steps: Steps;

  constructor(map: LocatedMap, options: SectionReaderOptions) {
    this.path = options.path;
    this.position = options.position;
    this.#map = map;
    this.#options = options;
    this.#steps = options.steps ?? [];
  }

  /** The keys as written, in file order. */
  get keys(): string[] {
    return [...this.#map.entries.keys()];
  }

  /** Whether the key is written, be it with a wrong value. */
  has(key: string): boolean {
    return this.#map.entries.has(key);
  }

  /** Whether an unknown key seems to be meant for this one. */
  isMisspelt(key: string): boolean {
    return suggestName(key, this.keys.filter((other) => !this.#known.has(other))) !== undefined;
  }

  /** The value of a key, unchecked. */
  node(key: string): LocatedNode | undefined {
    this.#known.add(key);
    return this.#map.entries.get(key)?.value;
  }

  /** The value of a key that may be absent. */
  optional<T>(key: string, rule: ValueRule<T>): T | undefined {
    const node = this.node(key);
    this.#fits.set(key, (other) => fitsRule(other, rule));
    return node === undefined ? undefined : this.check(node, { rule, key });
  }

  /** The value of a key that may be absent, or be wrong: then there is a warning that says what is done instead. */
  lenient<T>(key: string, { rule, effect }: { rule: ValueRule<T>; effect: string }): T | undefined {
    const node = this.node(key);
    this.#fits.set(key, (other) => fitsRule(other, rule));
    if (node === undefined || fitsRule(node, rule)) return this.optional(key, rule);
    const { expected } = rule;
    const way = valueRepair(node, { rule, at: this.stepsTo(key) });
    this.mismatch(node, { key, expected, severity: "warning", effect, ...way });
    return undefined;
  }

  /** The value of a key that must be there. */
  required<T>(key: string, rule: ValueRule<T>): T | undefined {
    if (this.node(key) === undefined) this.missing(key, `expected ${rule.expected}`);
    return this.optional(key, rule);
  }

  /** The values of a list that may be absent; undefined as well if any of them is wrong. */
  list<T>(key: string, rule: ValueRule<T>): T[] | undefined {
    const node = this.node(key);
    this.#fits.set(key, (other) => other.kind === "list");
    if (node === undefined) return undefined;
    return this.checkList(node, { rule, key });
  }

  /** The values of a list; undefined if it is no list, or empty, or any of them is wrong. */
  checkList<T>(node: LocatedNode, { rule, key }: { rule: ValueRule<T>; key: string }): T[] | undefined {
    if (node.kind !== "list" || node.items.length === 0) {
      this.mismatch(node, { key, expected: "a list with at least one entry" });
      return undefined;
    }
    const values = node.items.map((item, index) => this.check(item, { rule, key: `${key}[${index}]` }));
    const right = values.filter((value) => value !== undefined);
    return right.length === values.length ? right : undefined;
  }

  /** A mapping below this one. */
  section(key: string, category = this.#options.category): SectionReader | undefined {
    const node = this.node(key);
    this.#fits.set(key, (other) => other.kind === "map");
    if (node === undefined) return undefined;
    if (node.kind !== "map") {
      this.mismatch(node, { key, expected: "a mapping" });
      return undefined;
    }
    return this.below(node, { key, category });
  }

  /** A mapping below this one that must be there. */
  requiredSection(key: string, category = this.#options.category): SectionReader | undefined {
    if (this.node(key) === undefined) this.missing(key, "expected a mapping");
    return this.section(key, category);
  }

  /** A reader for a mapping that was found below this one. */
  below(map: LocatedMap, options: { key: string; category?: ProblemCategory }): SectionReader {
    const { key, category = this.#options.category } = options;
    const position = this.#map.entries.get(key)?.keyPosition ?? map.position;
    return new SectionReader(map, {
      problems: this.#options.problems,
      category,
      position,
      path: this.#join(key),
      steps: this.stepsTo(key),
    });
  }

  /** Checks a value against a rule; undefined, and a problem, if it breaks it. */
  check<T>(node: LocatedNode, { rule, key }: { rule: ValueRule<T>; key: string }): T | undefined {
    if (isPlainValue(node, rule)) {
      const result = safeParse(rule.schema, node.value);
      if (result.success) return result.data;
    }
    this.mismatch(node, {
      key,
      expected: rule.expected,
      ...valueRepair(node, { rule, at: this.stepsTo(key) }),
    });
    return undefined;
  }

  /** Reports a value that is not what was expected. */
  mismatch(node: LocatedNode, finding: Mismatch): void {
    if (node.kind === "scalar" && node.type === "invalid") return;
    const { key, expected, hint, repair } = finding;
    const { severity = "error", effect } = finding;
    const name = key.replace(/\[\d+\]$/, "");
    const subject = name === key ? quote(name) : `Each entry of ${quote(name)}`;
    this.#add(node.position, {
      severity,
      key,
      message: `${subject} must be ${expected}, not ${describeNode(node)}${
        effect === undefined ? "" : `: ${effect}`
      }`,
      hint,
      repair,
    });
  }

  /** The way out for a name that is not known: the one that was probably meant, else what there is. */
  meant(key: string, { written, known }: { written: string; known: readonly string[] }): NoteOptions {
    const to = suggestOnly(written, known);
    if (to !== undefined) return { repair: { kind: "set", at: this.stepsTo(key), to, isGuess: true } };
    return known.length === 0 ? {} : { hint: `Known: ${listNames(known)}` };
  }

  /** Reports a key that is not there. */
  missing(key: string, expectation: string): void {
    const message = `Missing ${quote(key)}${this.path === "" ? "" : ` in ${this.path}`}, ${expectation}`;
    const fits = this.#fits.get(key);
    const misspelt = suggestName(
      key,
      [...this.#map.entries.values()].filter((other) =>
        !this.#known.has(other.key) && (fits === undefined || fits(other.value))
      ).map((other) => other.key),
    );
    if (misspelt !== undefined) this.#known.add(misspelt);
    const repair = misspelt === undefined ? undefined : {
      kind: "rename",
      at: this.stepsTo(misspelt),
      to: key,
      isGuess: oldSections[misspelt] !== key,
    } as const;
    const hint = misspelt && `Rename ${quote(misspelt)} to ${quote(key)}`;
    this.#add(this.position, { severity: "error", key, message, hint, repair });
  }

  /** Reports an error at the value of a key (at the section if it is not written). */
  error(key: string, message: string, note: NoteOptions = {}): void {
    this.#add(this.#placeOf(key), { severity: "error", key, message, ...note });
  }

  /** Reports an error at a value below this section. */
  errorAt(node: LocatedNode, finding: NoteOptions & { key: string; message: string }): void {
    this.#add(node.position, { severity: "error", ...finding });
  }

  /** Reports a warning at the value of a key. */
  warn(key: string, message: string, note: NoteOptions = {}): void {
    this.#add(this.#placeOf(key), { severity: "warning", key, message, ...note });
  }

  /** Reports a warning at a key, not at its value. */
  warnAtKey(key: string, message: string, note: NoteOptions = {}): void {
    this.#add(this.#keyPlaceOf(key), { severity: "warning", key, message, ...note });
  }

  /** Warns, where the key is written, that it has no effect. `why` completes the sentence. */
  ignore(key: string, why = "", note: NoteOptions = {}): void {
    this.#idle.add(key);
    if (this.node(key) === undefined) return;
    this.warnAtKey(key, `${quote(key)} has no effect${why === "" ? "" : ` ${why}`}`, note);
  }

  /** Accepts keys without looking at them. */
  accept(...keys: string[]): void {
    for (const key of keys) this.#known.add(key);
  }

  /** Reports the keys that nobody asked for. */
  finish(options: FinishOptions = {}): void {
    const place = this.path === "" ? "" : ` in ${this.path}`;
    const {
      severity = "warning",
      describe = (key) => `Unknown key ${quote(key)}${place}, it has no effect`,
    } = options;
    const candidates = options.candidates ?? [...this.#known].filter((key) => !this.#idle.has(key));
    for (const entry of this.#map.entries.values()) {
      const { key, keyPosition } = entry;
      if (this.#known.has(key)) continue;
      const isFree = (name: string) => !this.has(name) && (this.#fits.get(name)?.(entry.value) ?? true);
      const repair = repairKey(key, { ...options, at: this.stepsTo(key), candidates, isFree });
      const hint = severity === "error" && repair === undefined
        ? `Known: ${listNames(candidates)}`
        : undefined;
      this.#add(keyPosition, { severity, key, message: describe(key), repair, hint });
    }
  }

  /** The way from the top of the file to a key, or to `key[index]`. */
  stepsTo(key: string): Steps {
    const item = this.has(key) ? null : /^(.*)\[(\d+)\]$/.exec(key);
    if (item !== null) return [...this.#steps, item[1], Number(item[2])];
    return key === "" ? this.#steps : [...this.#steps, key];
  }

  #add(position: Position, { key, ...finding }: Note): void {
    const { problems, category } = this.#options;
    problems.add(position, { category, path: this.#join(key), ...finding });
  }

  #join(key: string): string {
    if (key === "") return this.path;
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  #placeOf(key: string): Position {
    return this.#map.entries.get(key)?.value.position ?? this.position;
  }

  #keyPlaceOf(key: string): Position {
    return this.#map.entries.get(key)?.keyPosition ?? this.position;
  }
}
