/**
 * Changes to a strategy file that mend a problem. A message proposes them, and `strategy fix` makes them.
 * @module
 */

/** The keys and list indexes that lead from the top of a file to a value. */
export type Steps = readonly (string | number)[];

/** A value that a repair writes. */
export type RepairValue =
  | string
  | number
  | boolean
  | readonly RepairValue[]
  | { readonly [key: string]: RepairValue };

/** One change to a strategy file. */
export type Repair =
  & {
    readonly at: Steps;
    /** Whether the change is only what was probably meant, as of a misspelt name. */
    readonly isGuess?: boolean;
  }
  & (
    | { readonly kind: "rename"; readonly to: string }
    | { readonly kind: "set"; readonly to: RepairValue }
    | { readonly kind: "remove" }
    /** Renames an indicator, and every reference to it. */
    | { readonly kind: "rename_indicator"; readonly to: string }
  );

/** What a message says of a repair, as a sentence without a final period. */
export function describeRepair(repair: Repair): string {
  if (repair.kind === "remove") return "Remove it";
  const value = JSON.stringify(repair.to);
  if (repair.isGuess) return `Did you mean ${value}?`;
  if (repair.kind === "set") return `Write ${value}`;
  return `Rename ${JSON.stringify(repair.at.at(-1) ?? "")} to ${value}`;
}
