import { UsageError } from "../errors.ts";
import type { ConfigFile } from "./config.ts";
import { parseConfig } from "./parse_config.ts";

/** Whether a configuration file has a token in it, or an address with a password; one that makes no sense may have. */
export function holdsSecret(text: string, path: string): boolean {
  const file = parseIfPossible(text, path);
  if (file === undefined) return true;
  return [file.defaults, ...file.profiles.values()].some((section) =>
    section.has("token") || /:\/\/[^\s/]*@/.test(section.get("url")?.text ?? "")
  );
}

function parseIfPossible(text: string, path: string): ConfigFile | undefined {
  try {
    return parseConfig(text, path);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
