import { join } from "@std/path";
import { UsageError } from "../errors.ts";
import type { HomeSources } from "./home_folder.ts";

/**
 * The configuration file: `KTRDR_CONFIG`, else `ktrdr/config.yaml` below `%APPDATA%` on Windows and below
 * `$XDG_CONFIG_HOME`, else `~/.config`, elsewhere. Undefined where no variable tells.
 */
export function configPath({ env, operatingSystem }: HomeSources): string | undefined {
  const own = env("KTRDR_CONFIG");
  if (own !== undefined) return own;
  const base = operatingSystem === "windows" ? env("APPDATA") : env("XDG_CONFIG_HOME");
  if (base !== undefined) return join(base, "ktrdr", "config.yaml");
  const user = env("HOME") ?? env("USERPROFILE");
  return user === undefined ? undefined : join(user, ".config", "ktrdr", "config.yaml");
}

/** The configuration file. Throws UsageError where no variable tells where it belongs. */
export function requireConfigPath(sources: HomeSources): string {
  const path = configPath(sources);
  if (path !== undefined) return path;
  throw new UsageError("There is no place for a configuration file: neither HOME nor KTRDR_CONFIG is set", {
    hint: "Set KTRDR_CONFIG to the file to use",
  });
}
