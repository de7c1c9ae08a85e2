/**
 * The settings that a configuration file can hold.
 * @module
 */
import { colorChoices, outputFormats, progressModes } from "../output/output_words.ts";
import { normaliseBaseUrl } from "./normalise_base_url.ts";

/** The names of the settings, in the order of a list. */
export const configKeys = [
  "url",
  "embedded",
  "token",
  "token_file",
  "home",
  "request_timeout",
  "wait_for_worker",
  "output",
  "progress",
  "color",
] as const;

/** One of {@linkcode configKeys}. */
export type ConfigKey = typeof configKeys[number];

/** What can be set in a configuration file: a setting, or which profile to use. */
export const settableKeys = [...configKeys, "profile"] as const;

/** One of {@linkcode settableKeys}. */
export type SettableKey = typeof settableKeys[number];

/** What is known of a setting before anybody sets it. */
interface ConfigKeyFacts {
  /** The environment variable that says the same. */
  variable?: string;
  /** What the program goes by where nothing sets it. */
  default: string | number | boolean | null;
  /** Of two settings that exclude each other, the other one. */
  excludes?: ConfigKey;
  /** All that a value may be, where that is known. */
  values?: readonly string[];
  /** Whether it names a file or a folder. */
  isPath?: true;
  /** What a value has to be, where `value` is not; undefined where it is all right. Throws UsageError for a bad url. */
  expected(value: string, place: string): string | undefined;
}

/** The longest time a timer can take, in seconds. */
export const longestSeconds: number = Math.floor(0x7fffffff / 1_000);

const path: Pick<ConfigKeyFacts, "isPath" | "expected"> = {
  isPath: true,
  expected: (value) => value.trim() === "" || /\p{Cc}/u.test(value) ? "a path" : undefined,
};

/** Everything about each setting. */
export const configKeyFacts: Readonly<Record<ConfigKey, ConfigKeyFacts>> = {
  url: {
    variable: "KTRDR_API_URL",
    default: null,
    excludes: "embedded",
    expected(value, place) {
      normaliseBaseUrl(value, { origin: place });
      return undefined;
    },
  },
  embedded: { default: false, excludes: "url", ...oneOf(["true", "false"]) },
  token: {
    variable: "KTRDR_TOKEN",
    default: null,
    excludes: "token_file",
    expected: (value) => isToken(value) ? undefined : "one line of letters, digits and punctuation",
  },
  token_file: { default: null, excludes: "token", ...path },
  home: { variable: "KTRDR_HOME", default: null, ...path },
  request_timeout: {
    variable: "KTRDR_API_CLIENT_TIMEOUT",
    default: 30,
    expected: (value) => isSeconds(value) && Number(value) > 0 ? undefined : "a number of seconds above 0",
  },
  wait_for_worker: {
    default: 60,
    expected: (value) => isSeconds(value) ? undefined : "a number of seconds from 0",
  },
  output: { default: "table", ...oneOf(outputFormats) },
  progress: { variable: "KTRDR_PROGRESS", default: "auto", ...oneOf(progressModes) },
  color: { default: "auto", ...oneOf(colorChoices) },
};

/** The setting that cannot count beside this value of another one. */
export function excludedBy(key: ConfigKey, text: string): ConfigKey | undefined {
  return text === "false" ? undefined : configKeyFacts[key].excludes;
}

/** Whether a text can stand in an Authorization header. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function oneOf(values: readonly string[]): Pick<ConfigKeyFacts, "values" | "expected"> {
  return {
    values,
    expected: (value) => values.includes(value) ? undefined : `one of ${values.join(", ")}`,
  };
}

function isSeconds(value: string): boolean {
  const number = value.trim() === "" ? NaN : Number(value);
  return number >= 0 && number <= longestSeconds;
}
