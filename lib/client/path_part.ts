import { UsageError } from "../errors.ts";

/**
 * A name as one part of a path. Throws `UsageError` for what would be no part, or lead to another path: no encoding keeps
 * a dot or two from that.
 */
export function pathPart(name: string): string {
  if (/^\.{0,2}$/.test(name)) throw new UsageError(`"${name}" is not a name that a server could know`);
  return encodeURIComponent(name.toWellFormed());
}
