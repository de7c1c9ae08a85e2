import { dirname, isAbsolute, join } from "@std/path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host/host.ts";
import { chooseConfig, type Config, type ConfigEntry, type ConfigFile, emptyConfig } from "./config.ts";
import { configPath } from "./config_path.ts";
import { expandHome } from "./expand_home.ts";
import { readSettingsFile } from "./read_settings_file.ts";

/** What the configuration is read from. */
type ConfigHost = Pick<Host, "files" | "facts" | "env">;

/**
 * The configuration that counts for a run: of the profile that `--profile` names, else `KTRDR_PROFILE`, else the file.
 * Paths in it are complete. Throws UsageError, which names file, line and key, where the file makes no sense.
 */
export async function loadConfig(host: ConfigHost, profile: string | undefined): Promise<Config> {
  const variable = host.env("KTRDR_PROFILE");
  const wanted: ConfigEntry | undefined = profile !== undefined
    ? { text: profile, origin: "--profile" }
    : variable !== undefined
    ? { text: variable, origin: "KTRDR_PROFILE" }
    : undefined;
  const file = await readConfigFile(host);
  if (file !== undefined) return withFullPaths(chooseConfig(file, wanted), { host, path: file.path });
  if (wanted === undefined) return emptyConfig;
  throw new UsageError(
    `${wanted.origin} names profile "${wanted.text}", and there is no configuration file`,
    {
      hint: `Make it with: ktrdr config set url <url> --profile ${wanted.text}`,
    },
  );
}

/**
 * The configuration file; undefined where there is none. Throws UsageError as {@linkcode loadConfig} does, and where
 * `KTRDR_CONFIG` names a file that is not there.
 */
export async function readConfigFile(host: ConfigHost): Promise<ConfigFile | undefined> {
  const found = await readConfigText(host);
  if (found.text === undefined) {
    if (host.env("KTRDR_CONFIG") === undefined) return undefined;
    throw new UsageError(`KTRDR_CONFIG names "${found.path}", which is not there`, {
      hint: "Make it with 'ktrdr config set', or unset the variable",
    });
  }
  // Loaded only here: most runs have no such file.
  const { parseConfig } = await import("./parse_config.ts");
  return parseConfig(found.text, found.path);
}

/** Where the configuration file is, and its text; no text where there is none. */
type ConfigText = { path: string; text: string } | { path: string | undefined; text: undefined };

/** Reads the configuration file as text. Throws UsageError where it is there and cannot be read. */
export async function readConfigText(host: ConfigHost): Promise<ConfigText> {
  const path = configPath({ env: host.env, operatingSystem: host.facts.operatingSystem });
  if (path === undefined || !await exists(host, path)) return { path, text: undefined };
  const name = "The configuration file";
  const text = await readSettingsFile(host, { path, name, hint: "Set KTRDR_CONFIG to another file" });
  return { path, text };
}

/** Without permission to look there is no file. */
async function exists(host: ConfigHost, path: string): Promise<boolean> {
  return await host.files.exists(path).catch(() => false);
}

function withFullPaths(config: Config, { host, path }: { host: ConfigHost; path: string }): Config {
  const entries = new Map(config.entries);
  for (const key of ["home", "token_file"] as const) {
    const entry = entries.get(key);
    if (entry !== undefined) entries.set(key, { ...entry, text: fullPath(entry.text, { host, path }) });
  }
  return { ...config, entries };
}

/** "~" is the user's home folder; other paths start at the folder of the configuration file. */
function fullPath(text: string, { host, path }: { host: ConfigHost; path: string }): string {
  const expanded = expandHome(text, (name) => host.env(name));
  return isAbsolute(expanded) ? expanded : join(dirname(path), expanded);
}
