/**
 * Where the embedded engine keeps its data.
 * @module
 */
import { join } from "@std/path";
import { KtrdrError } from "../../lib/errors.ts";
import { formatBytes } from "../../lib/output/format.ts";
import type { Context } from "../context.ts";
import { type Check, fine } from "./check.ts";

/** Checks the size of the home folder and opens its engine, if there is one. Throws where it cannot be used. */
export async function checkHome(context: Context): Promise<Check> {
  const { home, host } = context;
  const facts = await host.files.stat(home);
  if (facts === null) return fine("home", `${home} is made when it is needed`);
  if (facts.kind !== "folder") throw notAFolder(home);
  return await checkStore(context);
}

function notAFolder(home: string): KtrdrError {
  return new KtrdrError(`"${home}" is no folder`, {
    hint: "Move it away, or set KTRDR_HOME to a folder that can be written to",
  });
}

async function checkStore(context: Context): Promise<Check> {
  const { home, host } = context;
  if (!await host.files.exists(join(home, "ktrdr.db"))) return fine("home", `${home} has no data yet`);
  const engine = await context.engine();
  const answer = await engine.fetch(new Request("http://embedded/api/v1/health"));
  const { store_version: version } = await answer.json();
  const size = formatBytes(await measure(context));
  return fine("home", `${home} can be used: ${size}, data of version ${version}`);
}

/** Bytes of all files; one that goes meanwhile does not count. */
async function measure({ home, host }: Context): Promise<number> {
  const names = await host.files.listBelow(home) ?? [];
  const facts = await Promise.all(names.map((name) => host.files.stat(join(home, name))));
  return facts.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}
