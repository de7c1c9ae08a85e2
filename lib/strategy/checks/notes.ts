/**
 * What a section reader says, and of what.
 * @module
 */
import { safeParse } from "zod/v4/core";
import type { Repair } from "../repairs/repair.ts";
import type { LocatedNode, LocatedScalar } from "../yaml/located_node.ts";
import type { ValueRule } from "./value_rule.ts";

/** What `SectionReader.finish()` makes of the keys nobody asked for. */
export interface FinishOptions {
  /** Default: `warning`. */
  readonly severity?: "error" | "warning";
  /** Default: ``Unknown key "x" in y, it has no effect``. */
  readonly describe?: (key: string) => string;
  /** The keys that an unknown one may have meant. Default: all that were asked for and have an effect. */
  readonly candidates?: readonly string[];
  /** Other names of keys. */
  readonly oldWords?: Readonly<Record<string, string>>;
  /** Whether a key that seems to mean nothing is to be removed. */
  readonly removes?: boolean;
}

/** What can be said of a problem besides its message. */
export interface NoteOptions {
  /** The way out. */
  readonly hint?: string | undefined;
  /** The change that mends it. */
  readonly repair?: Repair | undefined;
}

/** A problem of a key, before it has a place. */
export interface Note {
  severity: "error" | "warning";
  key: string;
  message: string;
  hint?: string | undefined;
  repair?: Repair | undefined;
}

/** A value that is not what was expected. */
export interface Mismatch extends NoteOptions {
  key: string;
  expected: string;
  /** Default: `error`. */
  severity?: "error" | "warning";
  /** What comes of a wrong value, where that is a warning. */
  effect?: string;
}

/** Whether a value is one that a rule may be asked about. */
export function isPlainValue<T>(node: LocatedNode, rule: ValueRule<T>): node is LocatedScalar {
  return node.kind === "scalar" && node.type !== "date" && !(rule.isWhole && node.type === "decimal");
}

/** Whether a value keeps a rule. */
export function fitsRule<T>(node: LocatedNode, rule: ValueRule<T>): boolean {
  return isPlainValue(node, rule) && safeParse(rule.schema, node.value).success;
}
