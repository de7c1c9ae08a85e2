import { join } from "@std/path";

/**
 * A path with the user's folder in the place of a leading `~`, as a shell would have written it: what stands in a variable
 * or a file no shell has seen. Unchanged where no variable tells that folder.
 */
export function expandHome(path: string, env: (name: string) => string | undefined): string {
  const [, rest] = /^~(?:$|[/\\](.*)$)/s.exec(path) ?? [];
  if (rest === undefined && path !== "~") return path;
  const user = env("HOME") ?? env("USERPROFILE");
  return user === undefined ? path : join(user, rest ?? "");
}
