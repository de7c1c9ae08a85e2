import { join } from "@std/path";
import { expandHome } from "./expand_home.ts";

/** What the home folder depends on. */
export interface HomeSources {
  env: (name: string) => string | undefined;
  /** As the runtime names it: "windows", "linux", "darwin", … */
  operatingSystem: string;
}

/**
 * The folder where the embedded engine keeps its data: `KTRDR_HOME`, else `ktrdr` below `%LOCALAPPDATA%` on Windows and
 * below `$XDG_DATA_HOME`, else `~/.local/share`, elsewhere. A leading `~` means the user's folder. `.ktrdr` in the working directory where no variable tells.
 */
export function homeFolder(sources: HomeSources): string {
  const { env } = sources;
  const own = env("KTRDR_HOME");
  if (own !== undefined) return expandHome(own, env);
  const base = sources.operatingSystem === "windows" ? env("LOCALAPPDATA") : env("XDG_DATA_HOME");
  if (base !== undefined) return join(expandHome(base, env), "ktrdr");
  const user = env("HOME") ?? env("USERPROFILE");
  return user === undefined ? ".ktrdr" : join(user, ".local", "share", "ktrdr");
}
