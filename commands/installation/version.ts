import { renderFields } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { version } from "../program/version.ts";

/** `ktrdr version`: the version, what it runs on, and how it was built. */
export function showVersion({ host, printer }: Context): Promise<void> {
  const { denoVersion: deno, v8Version: v8, build, target } = host.facts;
  const value = { version, deno, v8, build, target };
  printer.result(value, (style) =>
    renderFields([
      ["ktrdr", version],
      ["Deno", deno],
      ["V8", v8],
      ["Build", build],
      ["Target", target],
    ], style), { rows: [value] });
  return Promise.resolve();
}
