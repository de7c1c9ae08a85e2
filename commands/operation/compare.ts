import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { parseReference } from "./reference/parse_reference.ts";
import { renderComparison } from "./comparison/render_comparison.ts";
import { resolveReferences } from "./reference/resolve_reference.ts";
import { compareResult } from "./results/results.ts";

/** `ktrdr operation compare`: operations side by side. */
export async function compareOperations(context: Context, operations: readonly string[]): Promise<void> {
  const references = operations.map(parseReference);
  const namesOne = references.length === 1 && references[0].kind !== "stdin";
  const ids = namesOne ? operations : await resolveReferences(context, references);
  if (ids.length < 2) {
    throw new UsageError(`'${ids[0]}' alone cannot be compared, expected two operations or more`);
  }
  const client = await context.client();
  const found = await Promise.all(ids.map((id) => client.operations.get(id)));
  const compared = await Promise.all(found.map(compareResult));
  context.printer.result(compared, (style) => renderComparison(compared, style));
}
