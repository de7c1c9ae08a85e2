import { KtrdrError } from "./errors.ts";

/** What Deno asks permission for, by the names of its flags, and what that means for a target in quotes. */
const actions: Readonly<Record<string, (target: string) => string>> = {
  read: (target) => `read ${target}`,
  write: (target) => `write to ${target}`,
  net: (target) => `use the network at ${target}`,
  env: (target) => `see the environment variable ${target}`,
  sys: (target) => `ask the system for its ${target}`,
  import: (target) => `load code from ${target}`,
};

/** Errors may form a ring. */
const deepestCause = 10;

/**
 * The error to tell where Deno did not permit something, which is the error itself or one underneath it; it names the
 * flag that permits it. Undefined for any other error.
 */
export function permissionErrorOf(error: unknown): KtrdrError | undefined {
  let current = error;
  for (let depth = 0; depth < deepestCause && current instanceof Error; depth++) {
    if (current.name === "NotCapable") return describeRefusal(current);
    current = current.cause;
  }
  return undefined;
}

/** Deno says: Requires read access to "/a/b", run again with the --allow-read flag. */
function describeRefusal(refusal: Error): KtrdrError {
  const [, kind, target] = refusal.message.match(/^Requires (\w+) access to "(.*)"/) ?? [];
  const action = actions[kind];
  if (action === undefined) return new KtrdrError(refusal.message, { cause: refusal });
  return new KtrdrError(`Deno does not permit ktrdr to ${action(`"${target}"`)}`, {
    hint: `Run it with --allow-${kind}=${quoteForShell(target)}, or with -A to permit everything`,
    details: { permission: kind, target },
    cause: refusal,
  });
}

/** A comma separates the targets of a flag; doubled it is one of a name. */
function quoteForShell(target: string): string {
  const text = target.replaceAll(",", ",,");
  return /^[\w.,:/@%+=~\[\]\\-]*$/.test(text) ? text : `"${text}"`;
}
