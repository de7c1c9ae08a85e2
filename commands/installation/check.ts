import { KtrdrError } from "../../lib/errors.ts";
import { permissionErrorOf } from "../../lib/permission_error.ts";

/** What came out of one check. */
export interface Check {
  check: string;
  status: "ok" | "warning" | "error";
  /** A sentence. */
  message: string;
  /** What to do about it; null where nothing needs to be done. */
  hint: string | null;
}

/** All is well. */
export function fine(check: string, message: string): Check {
  return { check, status: "ok", message, hint: null };
}

/** It works, and may not be what is meant. */
export function doubtful(check: string, message: string, hint: string): Check {
  return { check, status: "warning", message, hint };
}

/** It does not work, because of an error. */
export function broken(check: string, error: unknown): Check {
  const known = permissionErrorOf(error) ?? error;
  const message = known instanceof Error ? known.message : String(known);
  return { check, status: "error", message, hint: known instanceof KtrdrError ? known.hint ?? null : null };
}
