import { join } from "@std/path";
import { homeFolder } from "../../lib/config/home_folder.ts";
import type { Host } from "../../lib/host/host.ts";
import type { GlobalOptions } from "../program.ts";
import type { LiveKind } from "./live_kind.ts";

/** What is asked of a server or the engine, and what was typed that says which. */
export interface Question {
  kind: LiveKind;
  options: GlobalOptions;
}

/** Besides the options, what settles who is asked. */
const variables = ["KTRDR_API_URL", "KTRDR_API_CLIENT_BASE_URL", "KTRDR_PROFILE", "KTRDR_CONFIG"] as const;

/**
 * What a question is remembered by: the same for the same words in the same surroundings, so that an answer of a moment
 * ago is found without a look at any configuration. A digest, since an address may have a password in it.
 */
export async function digestQuestion(host: Host, { kind, options }: Question): Promise<string> {
  const { url, port, profile, tokenFile, embedded } = options;
  const folders = [host.facts.workingDirectory, cachePathOf(host)];
  const surroundings = [...folders, ...variables.map((variable) => host.env(variable))];
  const text = JSON.stringify([kind, url, port, profile, tokenFile, embedded, ...surroundings]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex();
}

/** Where answers are kept, unless the configuration names another home. */
export function cachePathOf({ facts: { operatingSystem }, env }: Host): string {
  return cachePathIn(homeFolder({ env, operatingSystem }));
}

/** Where answers are kept in a home. */
export function cachePathIn(home: string): string {
  return join(home, "completions.json");
}
