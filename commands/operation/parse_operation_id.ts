import { UsageError } from "../../lib/errors.ts";

/** An operation's id without the blanks around it. Ids are opaque; throws UsageError for an empty one. */
export function parseOperationId(text: string): string {
  const id = text.trim();
  if (id !== "") return id;
  throw new UsageError("The operation id is empty", { hint: "'ktrdr ops' lists the operations" });
}
