import type { Style } from "../../lib/output/style.ts";
import { renderFields } from "../../lib/output/table.ts";

/** A longer list is told by its length. */
const longestList = 8;

/** Whatever a server tells beyond the contract, as lines such as "config.commission:  0.001". */
export function renderDetails(details: Readonly<Record<string, unknown>>, style: Style): string {
  return renderFields(flatten(details, ""), style);
}

function flatten(details: object, prefix: string): [string, string][] {
  return Object.entries(details).flatMap(([key, value]): [string, string][] => {
    const name = prefix + key;
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return [[name, describeList(value)]];
    return typeof value === "object" ? flatten(value, `${name}.`) : [[name, String(value)]];
  });
}

function describeList(values: readonly unknown[]): string {
  if (values.length > longestList) return `${values.length} values`;
  return values.map((value) => typeof value === "object" ? JSON.stringify(value) : String(value)).join(", ");
}
