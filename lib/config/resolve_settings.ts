import { UsageError } from "../errors.ts";
import { type ChosenEntry, type Config, emptyConfig, withConfig } from "./config.ts";
import { isToken, longestSeconds } from "./config_keys.ts";
import { homeFolder } from "./home_folder.ts";
import { localBaseUrl, normaliseBaseUrl } from "./normalise_base_url.ts";
import { type SandboxFile, sandboxValue } from "./find_sandbox_file.ts";

/** The global flags that settle where and how requests go. */
export interface Flags {
  url?: string | undefined;
  port?: number | string | undefined;
  embedded?: boolean | undefined;
  /** The bound of one request, in seconds. */
  requestTimeout?: number | undefined;
  /** The text of the file that `--token-file` names. */
  token?: string | undefined;
}

/** Where settings come from. */
export interface SettingsSources {
  flags: Flags;
  /** The value of a variable; undefined where it is not set or empty. */
  env: (name: string) => string | undefined;
  /** The nearest `.env.sandbox`. */
  sandboxFile?: SandboxFile | null | undefined;
  /** What the configuration file says. Default: nothing. */
  config?: Config | undefined;
  /** The text of the file that the configuration's `token_file` names. */
  configToken?: string | undefined;
  /** As the runtime names it. Default: anything but "windows". */
  operatingSystem?: string | undefined;
}

/** Which server: a remote one, the embedded engine, or whichever of the two is there; and what says so. */
type Target =
  | { kind: "remote"; baseUrl: string; origin: string }
  | { kind: "embedded"; origin: string }
  | { kind: "auto" };

/** A bearer token; never to be shown. */
interface Token {
  text: string;
  origin: string;
}

/** What a program run goes by. */
export interface Settings {
  target: Target;
  token: Token | undefined;
  /** Milliseconds for one request. */
  requestTimeout: number;
  /** The folder of the embedded engine. */
  home: string;
}

/**
 * Settles what flags, environment, configuration and files say, in this order of precedence for the server: `--embedded`,
 * `--url`, `--port`, `KTRDR_API_URL`, configuration, `.env.sandbox`, `KTRDR_API_CLIENT_BASE_URL`, else automatic.
 *
 * Throws `UsageError`, which names the flag, variable or file and line, for a value that makes no sense.
 */
export function resolveSettings(sources: SettingsSources): Settings {
  const target = resolveTarget(sources);
  const env = withConfig(sources.env, sources.config ?? emptyConfig);
  return {
    target,
    token: resolveToken(sources, target),
    requestTimeout: resolveTimeout(sources.flags, env),
    home: homeFolder({ env, operatingSystem: sources.operatingSystem ?? "" }),
  };
}

/** The server that is meant. Throws as {@linkcode resolveSettings} does. */
export function resolveTarget(sources: SettingsSources): Target {
  const { flags, env, config = emptyConfig } = sources;
  if (flags.embedded) {
    const other = flags.url !== undefined ? "--url" : flags.port !== undefined ? "--port" : undefined;
    if (other === undefined) return { kind: "embedded", origin: "--embedded" };
    throw new UsageError(`--embedded and ${other} exclude each other`, { hint: "Leave one of them out" });
  }
  if (flags.url !== undefined) return remote(flags.url, "--url");
  if (flags.port !== undefined) {
    return { kind: "remote", baseUrl: localBaseUrl(flags.port, { origin: "--port" }), origin: "--port" };
  }
  const variable = env("KTRDR_API_URL");
  if (variable !== undefined) return remote(variable, "KTRDR_API_URL");
  const url = config.entries.get("url");
  if (url !== undefined) return remote(url.text, describeOrigin(url));
  const embedded = config.entries.get("embedded");
  if (embedded?.text === "true") return { kind: "embedded", origin: describeOrigin(embedded) };
  const sandbox = sandboxTarget(sources);
  if (sandbox !== undefined) return sandbox;
  const setting = env("KTRDR_API_CLIENT_BASE_URL");
  return setting === undefined ? { kind: "auto" } : remote(setting, "KTRDR_API_CLIENT_BASE_URL");
}

/** Where a value of the configuration is from: file and line, and its profile. */
export function describeOrigin({ origin, profile }: Pick<ChosenEntry, "origin" | "profile">): string {
  return profile === undefined ? origin : `${origin} (profile ${profile})`;
}

function remote(url: string, origin: string): Target {
  return { kind: "remote", baseUrl: normaliseBaseUrl(url, { origin }), origin };
}

function sandboxTarget(sources: SettingsSources): Target | undefined {
  const file = sources.sandboxFile ?? undefined;
  const port = file === undefined ? undefined : sandboxValue(file, "KTRDR_API_PORT");
  if (file === undefined || port === undefined) return undefined;
  const origin = `${file.path}:${port.line}`;
  const baseUrl = localBaseUrl(port.value, { origin: `${origin}: KTRDR_API_PORT` });
  return { kind: "remote", baseUrl, origin };
}

function resolveTimeout(flags: Flags, env: SettingsSources["env"]): number {
  const { requestTimeout } = flags;
  if (requestTimeout !== undefined) return milliseconds(requestTimeout, "--request-timeout");
  const variable = env("KTRDR_API_CLIENT_TIMEOUT");
  return variable === undefined ? 30_000 : milliseconds(variable, "KTRDR_API_CLIENT_TIMEOUT");
}

function milliseconds(seconds: number | string, origin: string): number {
  const number = typeof seconds === "number" ? seconds : seconds.trim() === "" ? NaN : Number(seconds);
  if (!(number > 0 && number <= longestSeconds)) {
    throw new UsageError(`${origin} "${seconds}" is not a time: expected a number of seconds above 0`);
  }
  return number * 1_000;
}

/** Checked here, since a header that cannot be would be shown in an error, the token with it. */
function resolveToken(sources: SettingsSources, target: Target): Token | undefined {
  const found = [
    { origin: "--token-file", text: nonBlank(sources.flags.token) },
    { origin: "KTRDR_TOKEN", text: nonBlank(sources.env("KTRDR_TOKEN")) },
    configToken(sources, target),
  ].find(({ text }) => text !== undefined);
  if (found?.text === undefined) return undefined;
  if (isToken(found.text)) return { ...found, text: found.text };
  throw new UsageError(`${found.origin} holds no token`, {
    hint: "Expected one line of letters, digits and punctuation",
  });
}

/** A token that stands beside an address is for that address, and goes nowhere else. */
function configToken(
  { config = emptyConfig, configToken }: SettingsSources,
  target: Target,
): { origin: string; text: string | undefined } {
  const token = config.entries.get("token");
  const entry = token ?? config.entries.get("token_file");
  const isForTarget = entry?.onlyFor === undefined ||
    (target.kind === "remote" && normaliseBaseUrl(entry.onlyFor) === target.baseUrl);
  if (entry === undefined || !isForTarget) return { origin: "", text: undefined };
  return { origin: describeOrigin(entry), text: nonBlank(token?.text ?? configToken) };
}

function nonBlank(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
