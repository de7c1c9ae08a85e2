/**
 * Changes of the configuration file.
 * @module
 */
import { isAbsolute, join } from "@std/path";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import { chooseConfig } from "../../lib/config/config.ts";
import {
  type ConfigKey,
  configKeyFacts,
  excludedBy,
  type SettableKey,
} from "../../lib/config/config_keys.ts";
import { requireConfigPath } from "../../lib/config/config_path.ts";
import { editConfig } from "../../lib/config/edit_config.ts";
import { holdsSecret } from "../../lib/config/holds_secret.ts";
import { readConfigText } from "../../lib/config/load_config.ts";
import { normaliseBaseUrl } from "../../lib/config/normalise_base_url.ts";
import { parseConfig } from "../../lib/config/parse_config.ts";
import { isProfileName } from "../../lib/config/profile_name.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import { inputLimits, readInputText } from "../program/read_input_file.ts";

/** Which value of the file is meant. */
interface ConfigChange {
  key: SettableKey;
  /** The profile it belongs to; undefined for the settings for all. */
  profile: string | undefined;
}

/** `ktrdr config set`: writes one value, and leaves the rest of the file as it is. */
export async function setConfig(context: Context, change: ConfigChange & { value: string }): Promise<void> {
  requirePlace(change);
  const value = await readValue(context, change);
  const file = await openFile(context);
  const edits = [{ keys: placeOf(change), value: toScalar(change.key, value) }];
  const edited = { path: file.path, text: editConfig(file.text, { path: file.path, edits }) };
  const { text, removed } = withoutExcluded(edited, { ...change, value });
  if (change.key === "profile") chooseConfig(parseConfig(text, file.path), undefined);
  await writeFile(context, { path: file.path, text });
  const shown = shownValue(change.key, value);
  context.printer.result(
    {
      key: change.key,
      value: shown,
      profile: change.profile ?? null,
      path: file.path,
      removed,
    },
    (style) => {
      const gone = removed.map((key) => `; ${style.bold(key)} was removed, as they exclude each other`);
      return `${style.bold(change.key)} is ${shown}${scopeOf(change)}, in ${file.path}${gone.join("")}`;
    },
  );
}

/** `ktrdr config unset`: takes one value out, and leaves the rest of the file as it is. */
export async function unsetConfig(context: Context, change: ConfigChange): Promise<void> {
  requirePlace(change);
  const file = await openFile(context);
  const edits = [{ keys: placeOf(change), value: undefined }];
  const text = editConfig(file.text, { path: file.path, edits });
  const removed = text !== file.text;
  if (removed) await writeFile(context, { path: file.path, text });
  context.printer.result(
    { key: change.key, profile: change.profile ?? null, path: file.path, removed },
    (style) =>
      `${style.bold(change.key)} ${removed ? "is" : "was"} not set${scopeOf(change)}, in ${file.path}`,
  );
}

/** The text of the file without what cannot stand beside the new value, and which settings were taken out for that. */
function withoutExcluded(
  { path, text }: { path: string; text: string },
  change: ConfigChange & { value: string },
): { text: string; removed: ConfigKey[] } {
  const key = change.key === "profile" ? undefined : excludedBy(change.key, change.value);
  if (key === undefined) return { text, removed: [] };
  const edits = [{ keys: placeOf({ ...change, key }), value: undefined }];
  const rest = editConfig(text, { path, edits });
  return { text: rest, removed: rest === text ? [] : [key] };
}

/** Throws UsageError where a file has no such place. */
function requirePlace({ key, profile }: ConfigChange): void {
  if (profile === undefined) return;
  if (key === "profile") throw new UsageError("A profile names no profile", { hint: "Leave --profile out" });
  if (isProfileName(profile)) return;
  throw new UsageError(`--profile "${profile}" is no name of a profile, expected one word`);
}

/** The value as it goes into the file. Throws UsageError for one that makes no sense. */
async function readValue(
  context: Context,
  { key, value }: ConfigChange & { value: string },
): Promise<string> {
  if (key === "profile") return value;
  if (key === "token" && value !== "-") {
    throw new UsageError("A token on the command line can be read by others, expected '-' for stdin", {
      hint: "ktrdr config set token - < token.txt",
    });
  }
  const text = key === "token"
    ? (await readInputText(context.host, { limit: inputLimits.token })).trim()
    : value;
  const expected = configKeyFacts[key].expected(text, key);
  if (expected === undefined) return configKeyFacts[key].isPath ? fullPath(context, text) : text;
  const shown = key === "token" ? "The token" : `${key} "${text}"`;
  throw new UsageError(`${shown} makes no sense, expected ${expected}`);
}

/** Who types a path means the working directory. */
function fullPath({ host }: Context, path: string): string {
  return isAbsolute(path) || /^~[/\\]/.test(path) ? path : join(host.facts.workingDirectory, path);
}

function toScalar(key: SettableKey, text: string): string | number | boolean {
  const kind = key === "profile" ? "string" : typeof configKeyFacts[key].default;
  if (kind === "number") return Number(text);
  return kind === "boolean" ? text === "true" : text;
}

/** Neither a token nor the password of an address. */
function shownValue(key: SettableKey, value: string): string {
  if (key === "token") return "set";
  return key === "url" ? shownBaseUrl(normaliseBaseUrl(value)) : value;
}

function placeOf({ key, profile }: ConfigChange): string[] {
  return profile === undefined ? [key] : ["profiles", profile, key];
}

function scopeOf({ key, profile }: ConfigChange): string {
  if (key === "profile") return "";
  return profile === undefined ? " for all profiles" : ` for profile ${profile}`;
}

async function openFile({ host }: Context): Promise<{ path: string; text: string }> {
  const path = requireConfigPath(host);
  return { path, text: (await readConfigText(host)).text ?? "" };
}

/** Nobody else may read a file that holds a token, or an address with a password. */
async function writeFile({ host }: Context, { path, text }: { path: string; text: string }): Promise<void> {
  await host.files.replaceText(path, text, { isPrivate: holdsSecret(text, path) });
}
