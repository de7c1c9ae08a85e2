/**
 * What a configuration file says for one run of the program: the settings of one profile, and those for all.
 * @module
 */
import { UsageError } from "../errors.ts";
import { type ConfigKey, configKeyFacts, configKeys, excludedBy } from "./config_keys.ts";

/** A value in a configuration file. */
export interface ConfigEntry {
  /** As it is written, without quotes. */
  text: string;
  /** Where it stands: "path:line". */
  origin: string;
}

/** The settings of a profile, or those for all. */
export type ConfigSection = ReadonlyMap<ConfigKey, ConfigEntry>;

/** A configuration file that was read. */
export interface ConfigFile {
  path: string;
  /** For every profile, and without one. */
  defaults: ConfigSection;
  profiles: ReadonlyMap<string, ConfigSection>;
  /** The name of the profile that counts where nothing else names one. */
  profile?: ConfigEntry | undefined;
}

/** A value that counts, and the profile it is from; undefined for one that counts for all. */
export interface ChosenEntry extends ConfigEntry {
  profile: string | undefined;
  /** Of a token: the only address that it is for. */
  onlyFor?: string | undefined;
}

/** What the program goes by. */
export interface Config {
  /** The profile that was chosen, and what chose it. */
  profile?: ConfigEntry | undefined;
  entries: ReadonlyMap<ConfigKey, ChosenEntry>;
}

/** Of a program without a configuration file. */
export const emptyConfig: Config = { entries: new Map() };

/**
 * The settings of a profile, over those for all. Of two settings that exclude each other the profile's counts; a token
 * beside an address is for that address only. Throws UsageError where there is no such profile.
 */
export function chooseConfig(file: ConfigFile, wanted: ConfigEntry | undefined): Config {
  const profile = wanted ?? file.profile;
  const section = profile === undefined ? undefined : file.profiles.get(profile.text);
  if (profile !== undefined && section === undefined) throw unknownProfile(file, profile);
  const entries = new Map<ConfigKey, ChosenEntry>();
  for (const key of configKeys) {
    const { excludes } = configKeyFacts[key];
    const other = excludes === undefined ? undefined : section?.get(excludes);
    const isReplaced = excludes !== undefined && other !== undefined &&
      excludedBy(excludes, other.text) === key;
    const own = section?.get(key);
    const shared = isReplaced ? undefined : file.defaults.get(key);
    if (own !== undefined) entries.set(key, choose(own, { section, key, profile: profile?.text }));
    else if (shared !== undefined) entries.set(key, choose(shared, { section: file.defaults, key }));
  }
  return { profile, entries };
}

interface ChoiceOptions {
  section: ConfigSection | undefined;
  key: ConfigKey;
  profile?: string | undefined;
}

function choose(entry: ConfigEntry, { section, key, profile }: ChoiceOptions): ChosenEntry {
  const isSecret = key === "token" || key === "token_file";
  return { ...entry, profile, ...(isSecret && { onlyFor: section?.get("url")?.text }) };
}

function unknownProfile(file: ConfigFile, { text, origin }: ConfigEntry): UsageError {
  const names = [...file.profiles.keys()];
  const expected = names.length === 0 ? "there is none" : `expected one of ${names.join(", ")}`;
  return new UsageError(`${origin} names profile "${text}", which is not in "${file.path}": ${expected}`, {
    hint: `Make it with: ktrdr config set url <url> --profile ${text}`,
  });
}

/** The environment as if it held what the configuration says, for variables that are not set. */
export function withConfig(
  env: (name: string) => string | undefined,
  config: Config,
): (name: string) => string | undefined {
  return (name) => {
    const value = env(name);
    if (value !== undefined || config.entries.size === 0) return value;
    const key = configKeys.find((key) => configKeyFacts[key].variable === name);
    return key === undefined ? undefined : config.entries.get(key)?.text;
  };
}
