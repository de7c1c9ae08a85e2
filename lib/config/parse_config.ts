/**
 * The configuration file: YAML with settings for all, `profiles`, and the `profile` to use.
 * @module
 */
import { isMap, isScalar, type ParsedNode, type YAMLMap } from "yaml";
import { UsageError } from "../errors.ts";
import type { ConfigEntry, ConfigFile, ConfigSection } from "./config.ts";
import { type ConfigKey, configKeyFacts, configKeys, excludedBy } from "./config_keys.ts";
import { isProfileName } from "./profile_name.ts";
import { readConfigDocument } from "./read_config_document.ts";

/** What a key of a section may be called: more than a name of a setting. */
const topKeys: readonly string[] = [...configKeys, "profile", "profiles"];

/** Reads a configuration file. Throws UsageError, which names file, line and key, for what makes no sense. */
export function parseConfig(text: string, path: string): ConfigFile {
  const { document, lineAt } = readConfigDocument(text, path);
  const reader = new ConfigReader(path, lineAt);
  const root = document.contents;
  const pairs = reader.pairsOf(root, "the file");
  const settings = pairs.filter(({ key }) => key !== "profile" && key !== "profiles");
  const defaults = reader.section(settings, topKeys);
  const profile = pairs.find(({ key }) => key === "profile");
  const profiles = pairs.find(({ key }) => key === "profiles");
  return {
    path,
    defaults,
    profiles: new Map(profiles === undefined ? [] : reader.profiles(profiles.value)),
    profile: profile === undefined ? undefined : reader.entry(profile),
  };
}

interface Pair {
  key: string;
  value: ParsedNode | null;
  line: number;
}

class ConfigReader {
  readonly #path: string;
  readonly #lineAt: (offset: number) => number;

  constructor(path: string, lineAt: (offset: number) => number) {
    this.#path = path;
    this.#lineAt = lineAt;
  }

  /** What stands under a name; nothing where that is left empty. */
  pairsOf(node: ParsedNode | null, name: string): Pair[] {
    if (node === null || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      throw this.#problem(
        this.#lineAt(node.range[0]),
        `${name} holds no settings, expected "key: value" lines`,
      );
    }
    const map: YAMLMap.Parsed = node;
    return map.items.map(({ key, value }) => {
      const line = this.#lineAt(key.range[0]);
      if (!isScalar(key)) throw this.#problem(line, "a key is no text, expected the name of a setting");
      return { key: String(key.value), value, line };
    });
  }

  *profiles(node: ParsedNode | null): Iterable<[string, ConfigSection]> {
    for (const { key, value, line } of this.pairsOf(node, "profiles")) {
      if (!isProfileName(key)) {
        throw this.#problem(line, `"${key}" is no name of a profile, expected one word`);
      }
      yield [key, this.section(this.pairsOf(value, `profile "${key}"`), configKeys)];
    }
  }

  section(pairs: readonly Pair[], known: readonly string[]): ConfigSection {
    const section = new Map<ConfigKey, ConfigEntry>();
    for (const pair of pairs) {
      const key = configKeys.find((key) => key === pair.key);
      if (key === undefined) {
        throw this.#problem(pair.line, `"${pair.key}" is no setting, expected one of ${known.join(", ")}`);
      }
      const entry = this.#checked(key, pair);
      for (const [other, { text }] of section) {
        if (excludedBy(key, entry.text) !== other || excludedBy(other, text) !== key) continue;
        throw this.#problem(pair.line, `${key} and ${other} exclude each other, expected one of them`);
      }
      section.set(key, entry);
    }
    return section;
  }

  entry({ key, value, line }: Pair): ConfigEntry {
    if (!isScalar(value) || value.value === null) {
      throw this.#problem(line, `${key} has no value, expected a text`);
    }
    // What is written counts: a token may look like a number.
    const text = typeof value.value === "string" ? value.value : value.source;
    return { text, origin: `${this.#path}:${line}` };
  }

  #checked(key: ConfigKey, pair: Pair): ConfigEntry {
    const entry = this.entry(pair);
    const expected = configKeyFacts[key].expected(entry.text, `${entry.origin}: ${key}`);
    if (expected === undefined) return entry;
    const shown = key === "token" ? "" : ` "${entry.text}"`;
    throw this.#problem(pair.line, `${key}${shown} makes no sense, expected ${expected}`);
  }

  #problem(line: number, message: string): UsageError {
    return new UsageError(`${this.#path}:${line}: ${message}`, {
      hint: "Mend the file, or the setting with 'ktrdr config set'",
    });
  }
}
