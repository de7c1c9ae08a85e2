/**
 * What every setting is, and what says so.
 * @module
 */
import { type ConfigKey, configKeyFacts, type SettableKey } from "../../lib/config/config_keys.ts";
import { colorOfEnvironment } from "../../lib/output/style.ts";
import { describeOrigin } from "../../lib/config/resolve_settings.ts";
import { shownBaseUrl } from "../../lib/client/request_url.ts";
import type { Context } from "../program/context.ts";
import type { GlobalOptions } from "../program/global_options.ts";

/** A setting as it counts now. A token is "set", never itself. */
interface ExplainedSetting {
  key: SettableKey;
  /** Null where nothing sets it, and there is no default. */
  value: string | number | boolean | null;
  /** A flag, a variable, a place in a file, or "default". */
  origin: string;
}

type Found = Pick<ExplainedSetting, "value" | "origin">;

/**
 * Every setting as it counts in this run. `given` are the options of the command line alone. Throws UsageError for a
 * value that makes no sense.
 */
export async function explainSettings(context: Context, given: GlobalOptions): Promise<ExplainedSetting[]> {
  const { target, token, requestTimeout } = await context.settings();
  const { profile } = context.config;
  // Of every other setting its variable and the file are all that can say it.
  const found: Partial<Record<SettableKey, Found | undefined>> = {
    profile: profile && { value: profile.text, origin: profile.origin },
    url: target.kind === "remote"
      ? { value: shownBaseUrl(target.baseUrl), origin: target.origin }
      : undefined,
    embedded: target.kind === "embedded" ? { value: true, origin: target.origin } : undefined,
    token: token && { value: "set", origin: token.origin },
    token_file: flag("--token-file", given.tokenFile) ?? configured(context, "token_file"),
    home: { value: context.home, origin: homeOrigin(context) },
    request_timeout: {
      value: requestTimeout / 1_000,
      origin: flag("--request-timeout", given.requestTimeout)?.origin ??
        variableOrFile(context, "request_timeout")?.origin ?? "default",
    },
    output: (given.json && { value: "json", origin: "--json" }) ?? flag("--output", given.output) ??
      configured(context, "output"),
    progress: flag("--progress", given.progress) ??
      (given.quiet && { value: "quiet", origin: "--quiet" }) ?? variableOrFile(context, "progress"),
    color: flag("--color", given.color) ?? colorVariable(context) ?? configured(context, "color"),
  };
  const keys: readonly SettableKey[] = ["profile", ...Object.keys(configKeyFacts).filter(isConfigKey)];
  return keys.map((key) => {
    const said = key in found || key === "profile" ? found[key] : variableOrFile(context, key);
    return { key, ...(said ?? { value: defaultOf(key), origin: "default" }) };
  });
}

function isConfigKey(key: string): key is ConfigKey {
  return Object.hasOwn(configKeyFacts, key);
}

function defaultOf(key: SettableKey): Found["value"] {
  return key === "profile" ? null : configKeyFacts[key].default;
}

function flag(name: string, value: Found["value"] | undefined): Found | undefined {
  return value === undefined ? undefined : { value, origin: name };
}

function configured({ config }: Context, key: ConfigKey): Found | undefined {
  const entry = config.entries.get(key);
  if (entry === undefined) return undefined;
  const isNumber = typeof configKeyFacts[key].default === "number";
  return { value: isNumber ? Number(entry.text) : entry.text, origin: describeOrigin(entry) };
}

function variableOrFile(context: Context, key: ConfigKey): Found | undefined {
  const { variable } = configKeyFacts[key];
  const value = variable === undefined ? undefined : context.host.env(variable);
  if (variable === undefined || value === undefined) return configured(context, key);
  return { value, origin: variable };
}

function homeOrigin(context: Context): string {
  const found = variableOrFile(context, "home");
  if (found !== undefined) return found.origin;
  const isWindows = context.host.facts.operatingSystem === "windows";
  const variable = isWindows ? "LOCALAPPDATA" : "XDG_DATA_HOME";
  return context.host.env(variable) === undefined ? "default" : variable;
}

function colorVariable({ host }: Context): Found | undefined {
  const found = colorOfEnvironment((name) => host.env(name));
  return found === undefined ? undefined : { value: found.choice, origin: found.variable };
}
