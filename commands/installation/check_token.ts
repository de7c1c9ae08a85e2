/**
 * The bearer token: whether there is one, who else can read it, and where it goes.
 * @module
 */
import { configPath } from "../../lib/config/config_path.ts";
import type { Settings } from "../../lib/config/resolve_settings.ts";
import { isLoopback } from "../../lib/serve/host_check.ts";
import type { Context } from "../program/context.ts";
import { type Check, doubtful, fine } from "./check.ts";

/** Checks the token; no check where no settings make sense, which another one tells. */
export async function checkToken(context: Context): Promise<Check[]> {
  const settings = await context.settings().catch(() => null);
  if (settings === null) return [];
  const { token } = settings;
  if (token === undefined) return [fine("token", "None is set, and most servers need none")];
  const path = fileOf(context, token.origin);
  const mode = path === undefined ? null : (await context.host.files.stat(path))?.mode ?? null;
  if (path !== undefined && mode !== null && (mode & 0o077) !== 0) {
    return [doubtful("token", `It is set, and others can read it in ${path}`, `chmod 600 ${path}`)];
  }
  const plain = plainHost(settings);
  if (plain !== undefined) {
    const hint = "Use an address that starts with https";
    return [doubtful("token", `It is set, and goes to ${plain} without encryption`, hint)];
  }
  return [fine("token", `One is set, from ${token.origin}`)];
}

/** The file that holds the token. */
function fileOf({ options, config, host }: Context, origin: string): string | undefined {
  if (origin === "--token-file") return options.tokenFile;
  if (origin === "KTRDR_TOKEN") return undefined;
  return config.entries.get("token_file")?.text ??
    configPath({ env: host.env, operatingSystem: host.facts.operatingSystem });
}

/** The host elsewhere that is asked without encryption. */
function plainHost({ target }: Settings): string | undefined {
  if (target.kind !== "remote") return undefined;
  const { protocol, hostname, host } = new URL(target.baseUrl);
  return protocol === "http:" && !isLoopback(hostname) ? host : undefined;
}
