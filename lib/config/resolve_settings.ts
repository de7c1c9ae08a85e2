import { UsageError } from "../errors.ts";
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

/** A named set of settings. */
export interface Profile {
  name: string;
  url?: string | undefined;
  token?: string | undefined;
}

/** Where settings come from. */
export interface SettingsSources {
  flags: Flags;
  /** The value of a variable; undefined where it is not set or empty. */
  env: (name: string) => string | undefined;
  /** The nearest `.env.sandbox`. */
  sandboxFile?: SandboxFile | null | undefined;
  profile?: Profile | null | undefined;
  /** As the runtime names it. Default: anything but "windows". */
  operatingSystem?: string | undefined;
}

/** Which server: a remote one, the embedded engine, or whichever of the two is there. */
export type Target =
  | { kind: "remote"; baseUrl: string; origin: string }
  | { kind: "embedded" }
  | { kind: "auto" };

/** What a program run goes by. */
export interface Settings {
  target: Target;
  /** A bearer token; never to be shown. */
  token: string | undefined;
  /** Milliseconds for one request. */
  requestTimeout: number;
  /** The folder of the embedded engine. */
  home: string;
}

/**
 * Settles what flags, environment, profile and files say, in this order of precedence for the server: `--embedded`,
 * `--url`, `--port`, `KTRDR_API_URL`, profile, `.env.sandbox`, `KTRDR_API_CLIENT_BASE_URL`, else automatic.
 *
 * Throws `UsageError`, which names the flag, variable or file and line, for a value that makes no sense.
 */
export function resolveSettings(sources: SettingsSources): Settings {
  const { env } = sources;
  return {
    target: resolveTarget(sources),
    token: resolveToken(sources),
    requestTimeout: resolveTimeout(sources),
    home: homeFolder({ env, operatingSystem: sources.operatingSystem ?? "" }),
  };
}

function resolveTarget(sources: SettingsSources): Target {
  const { flags, env, profile } = sources;
  if (flags.embedded) {
    const other = flags.url !== undefined ? "--url" : flags.port !== undefined ? "--port" : undefined;
    if (other === undefined) return { kind: "embedded" };
    throw new UsageError(`--embedded and ${other} exclude each other`, { hint: "Leave one of them out" });
  }
  if (flags.url !== undefined) return remote(flags.url, "--url");
  if (flags.port !== undefined) {
    return { kind: "remote", baseUrl: localBaseUrl(flags.port, { origin: "--port" }), origin: "--port" };
  }
  const variable = env("KTRDR_API_URL");
  if (variable !== undefined) return remote(variable, "KTRDR_API_URL");
  if (profile?.url !== undefined) return remote(profile.url, `profile ${profile.name}`);
  const sandbox = sandboxTarget(sources);
  if (sandbox !== undefined) return sandbox;
  const setting = env("KTRDR_API_CLIENT_BASE_URL");
  return setting === undefined ? { kind: "auto" } : remote(setting, "KTRDR_API_CLIENT_BASE_URL");
}

function remote(url: string, origin: string): Target {
  return { kind: "remote", baseUrl: normaliseBaseUrl(url, { origin }), origin };
}

function sandboxTarget(sources: SettingsSources): Target | undefined {
  const file = sources.sandboxFile ?? undefined;
  const port = file === undefined ? undefined : sandboxValue(file, "KTRDR_API_PORT");
  if (file === undefined || port === undefined) return undefined;
  const origin = `${file.path}:${port.line}: KTRDR_API_PORT`;
  return { kind: "remote", baseUrl: localBaseUrl(port.value, { origin }), origin: ".env.sandbox" };
}

function resolveTimeout(sources: SettingsSources): number {
  const { requestTimeout } = sources.flags;
  if (requestTimeout !== undefined) return milliseconds(requestTimeout, "--request-timeout");
  const variable = sources.env("KTRDR_API_CLIENT_TIMEOUT");
  return variable === undefined ? 30_000 : milliseconds(variable, "KTRDR_API_CLIENT_TIMEOUT");
}

/** The longest time a timer can take, in seconds. */
const longestTimeout = Math.floor(0x7fffffff / 1_000);

function milliseconds(seconds: number | string, origin: string): number {
  const number = typeof seconds === "number" ? seconds : seconds.trim() === "" ? NaN : Number(seconds);
  if (!(number > 0 && number <= longestTimeout)) {
    throw new UsageError(`${origin} "${seconds}" is not a time: expected a number of seconds above 0`);
  }
  return number * 1_000;
}

/** Checked here, since a header that cannot be would be shown in an error, the token with it. */
function resolveToken({ flags, env, profile }: SettingsSources): string | undefined {
  const sources = [
    { origin: "--token-file", text: nonBlank(flags.token) },
    { origin: "KTRDR_TOKEN", text: nonBlank(env("KTRDR_TOKEN")) },
    { origin: `profile ${profile?.name}`, text: nonBlank(profile?.token) },
  ];
  const found = sources.find(({ text }) => text !== undefined);
  if (found?.text === undefined || /^[\x21-\x7e]+$/.test(found.text)) return found?.text;
  throw new UsageError(`${found.origin} holds no token`, {
    hint: "Expected one line of letters, digits and punctuation",
  });
}

function nonBlank(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
