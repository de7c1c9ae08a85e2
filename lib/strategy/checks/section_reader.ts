import { describeNode, type LocatedMap, type LocatedNode, quote } from "../yaml/located_node.ts";
import type { Position, ProblemCategory, ProblemList } from "../strategy_problem.ts";
import { didYouMean, suggestionHint, suggestName } from "../suggest_name.ts";
import { valueHint } from "./value_hint.ts";
import type { ValueRule } from "./value_rule.ts";

/** Where a section stands and where its problems go. */
interface SectionReaderOptions {
  readonly problems: ProblemList;
  readonly category: ProblemCategory;
  /** The path of the section, empty at the top. */
  readonly path: string;
  /** The place that a missing key is reported at. */
  readonly position: Position;
}

/** What {@linkcode SectionReader.finish} makes of the keys nobody asked for. */
interface FinishOptions {
  /** Default: `warning`. */
  readonly severity?: "error" | "warning";
  /** Default: ``Unknown key "x" in y, it has no effect``. */
  readonly describe?: (key: string) => string;
}

/** What can be said of a problem besides its message. */
interface NoteOptions {
  /** The way out. */
  readonly hint?: string | undefined;
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

  constructor(map: LocatedMap, options: SectionReaderOptions) {
    this.path = options.path;
    this.position = options.position;
    this.#map = map;
    this.#options = options;
  }

  /** The keys as written, in file order. */
  get keys(): string[] {
    return [...this.#map.entries.keys()];
  }

  /** Whether the key is written, be it with a wrong value. */
  has(key: string): boolean {
    return this.#map.entries.has(key);
  }

  /** The value of a key, unchecked. */
  node(key: string): LocatedNode | undefined {
    this.#known.add(key);
    return this.#map.entries.get(key)?.value;
  }

  /** The value of a key that may be absent. */
  optional<T>(key: string, rule: ValueRule<T>): T | undefined {
    const node = this.node(key);
    return node === undefined ? undefined : this.check(node, { rule, key });
  }

  /** The value of a key that must be there. */
  required<T>(key: string, rule: ValueRule<T>): T | undefined {
    if (this.node(key) === undefined) this.missing(key, `expected ${rule.expected}`);
    return this.optional(key, rule);
  }

  /** The values of a list that may be absent; undefined as well if any of them is wrong. */
  list<T>(key: string, rule: ValueRule<T>): T[] | undefined {
    const node = this.node(key);
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
    });
  }

  /** Checks a value against a rule; undefined, and a problem, if it breaks it. */
  check<T>(node: LocatedNode, { rule, key }: { rule: ValueRule<T>; key: string }): T | undefined {
    if (node.kind === "scalar" && node.type !== "date" && !(rule.isWhole && node.type === "decimal")) {
      const result = rule.schema.safeParse(node.value);
      if (result.success) return result.data;
    }
    this.mismatch(node, { key, expected: rule.expected, hint: valueHint(node, rule) });
    return undefined;
  }

  /** Reports a value that is not what was expected. */
  mismatch(node: LocatedNode, finding: { key: string; expected: string; hint?: string | undefined }): void {
    if (node.kind === "scalar" && node.type === "invalid") return;
    const { key, expected, hint } = finding;
    const name = key.replace(/\[\d+\]$/, "");
    const subject = name === key ? quote(name) : `Each entry of ${quote(name)}`;
    this.#add(node.position, {
      severity: "error",
      key,
      message: `${subject} must be ${expected}, not ${describeNode(node)}`,
      hint,
    });
  }

  /** Reports a key that is not there. */
  missing(key: string, expectation: string): void {
    const message = `Missing ${quote(key)}${this.path === "" ? "" : ` in ${this.path}`}, ${expectation}`;
    const misspelt = suggestName(key, this.keys.filter((other) => !this.#known.has(other)));
    if (misspelt !== undefined) this.#known.add(misspelt);
    const hint = misspelt && `Rename ${quote(misspelt)} to ${quote(key)}`;
    this.#add(this.position, { severity: "error", key, message, hint });
  }

  /** Reports an error at the value of a key (at the section if it is not written). */
  error(key: string, message: string, { hint }: NoteOptions = {}): void {
    this.#add(this.#placeOf(key), { severity: "error", key, message, hint });
  }

  /** Reports an error at a value below this section. */
  errorAt(node: LocatedNode, finding: { key: string; message: string; hint?: string | undefined }): void {
    this.#add(node.position, { severity: "error", ...finding });
  }

  /** Reports a warning at the value of a key. */
  warn(key: string, message: string, { hint }: NoteOptions = {}): void {
    this.#add(this.#placeOf(key), { severity: "warning", key, message, hint });
  }

  /** Reports a warning at a key, not at its value. */
  warnAtKey(key: string, message: string, { hint }: NoteOptions = {}): void {
    this.#add(this.#keyPlaceOf(key), { severity: "warning", key, message, hint });
  }

  /** Warns, where the key is written, that it has no effect. `why` completes the sentence. */
  ignore(key: string, why = "", { hint }: NoteOptions = {}): void {
    if (this.node(key) === undefined) return;
    this.warnAtKey(key, `${quote(key)} has no effect${why === "" ? "" : ` ${why}`}`, { hint });
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
    const candidates = [...this.#known];
    for (const { key, keyPosition } of this.#map.entries.values()) {
      if (this.#known.has(key)) continue;
      const hint = severity === "error" ? suggestionHint(key, candidates) : didYouMean(key, candidates);
      this.#add(keyPosition, { severity, key, message: describe(key), hint });
    }
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

interface Note {
  severity: "error" | "warning";
  key: string;
  message: string;
  hint?: string | undefined;
}
