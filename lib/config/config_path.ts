import { join } from "@std/path";
import { expandHome } from "./expand_home.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host/host.ts";
import type { HomeSources } from "./home_folder.ts";

/** What tells where the configuration file is. */
type ConfigPathHost = Pick<Host, "env" | "facts" | "requireVariable">;

/**
 * The configuration file: `KTRDR_CONFIG`, else `ktrdr/config.yaml` below `%APPDATA%` on Windows and below
 * `$XDG_CONFIG_HOME`, else `~/.config`, elsewhere. Undefined where no variable tells.
 */
export function configPath({ env, operatingSystem }: HomeSources): string | undefined {
  const own = env("KTRDR_CONFIG");
  if (own !== undefined) return expandHome(own, env);
  const base = operatingSystem === "windows" ? env("APPDATA") : env("XDG_CONFIG_HOME");
  if (base !== undefined) return join(expandHome(base, env), "ktrdr", "config.yaml");
  const user = env("HOME") ?? env("USERPROFILE");
  return user === undefined ? undefined : join(user, ".config", "ktrdr", "config.yaml");
}

/**
 * The configuration file. Throws UsageError where no variable tells where it belongs, and Deno's refusal where the
 * program may not see the variable that would.
 */
export function requireConfigPath(host: ConfigPathHost): string {
  const { operatingSystem } = host.facts;
  const path = configPath({ env: host.env, operatingSystem });
  if (path !== undefined) return path;
  host.requireVariable(operatingSystem === "windows" ? "APPDATA" : "HOME");
  throw new UsageError("There is no place for a configuration file: neither HOME nor KTRDR_CONFIG is set", {
    hint: "Set KTRDR_CONFIG to the file to use",
  });
}
