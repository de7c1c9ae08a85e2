import config from "../../deno.json" with { type: "json" };
import type { HostFacts } from "../../lib/host/host.ts";

/** The version of the program. */
export const version: string = config.version;

/** What `--version` says, in one line: the version, and in brackets what it runs on and how it was built. */
export function versionLine({ denoVersion, v8Version, build, target }: HostFacts): string {
  return `ktrdr ${version} (Deno ${denoVersion}, V8 ${v8Version}, ${build}, ${target})`;
}
