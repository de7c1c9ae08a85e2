/**
 * Where the embedded engine keeps its data.
 * @module
 */
import { dirname, join } from "@std/path";
import { KtrdrError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host/host.ts";
import { formatBytes } from "../../lib/output/format.ts";
import { permissionErrorOf } from "../../lib/permission_error.ts";
import type { Context } from "../program/context.ts";
import { type Check, doubtful, fine } from "./check.ts";

const anotherHome = "Set KTRDR_HOME to a folder that can be written to";

/**
 * Checks whether the home folder could be made, or its size, and opens its engine, if there is one. Leaves no folder and
 * no file behind. Throws where it cannot be used.
 */
export async function checkHome(context: Context): Promise<Check> {
  const { home, host } = context;
  const facts = await host.files.stat(home);
  if (facts === null) return await checkPlace(context);
  if (facts.kind !== "folder") throw notAFolder(home);
  const check = await checkStore(context);
  if (((facts.mode ?? 0) & 0o077) === 0) return check;
  return doubtful("home", `${check.message}; others can look into it`, `chmod go= ${home}`);
}

/** Checks that the home folder can be made, as far as Deno lets the program look. */
async function checkPlace({ home, host }: Context): Promise<Check> {
  const above = await findFolderAbove(host, home);
  if (above !== null && await host.files.takesFolders(above) === false) {
    throw new KtrdrError(`"${home}" cannot be made: "${above}" takes no new folder`, { hint: anotherHome });
  }
  return fine("home", `${home} is made when it is needed`);
}

/** The nearest folder above a path that is there; null where Deno does not permit to look. */
async function findFolderAbove(host: Host, path: string): Promise<string | null> {
  const folder = dirname(path);
  const facts = await host.files.stat(folder).catch(unlessRefused);
  if (facts === undefined) return null;
  if (facts === null) return folder === path ? folder : await findFolderAbove(host, folder);
  if (facts.kind !== "folder") throw notAFolder(folder);
  return folder;
}

function unlessRefused(error: unknown): undefined {
  if (permissionErrorOf(error) === undefined) throw error;
}

function notAFolder(path: string): KtrdrError {
  return new KtrdrError(`"${path}" is no folder`, {
    hint: "Move it away, or set KTRDR_HOME to a folder that can be written to",
  });
}

async function checkStore(context: Context): Promise<Check> {
  const { home, host } = context;
  if (!await host.files.exists(join(home, "ktrdr.db"))) return await checkEmptyHome(context);
  const engine = await context.engine();
  const answer = await engine.fetch(new Request("http://embedded/api/v1/health"));
  const { store_version: version } = await answer.json();
  const size = formatBytes(await measure(context));
  return fine("home", `${home} can be used: ${size}, data of version ${version}`);
}

async function checkEmptyHome({ home, host }: Context): Promise<Check> {
  if (await host.files.takesFolders(home) !== false) return fine("home", `${home} has no data yet`);
  throw new KtrdrError(`"${home}" cannot be written to`, { hint: anotherHome });
}

/** Bytes of all files; one that goes meanwhile does not count. */
async function measure({ home, host }: Context): Promise<number> {
  const names = await host.files.listBelow(home) ?? [];
  const facts = await Promise.all(names.map((name) => host.files.stat(join(home, name))));
  return facts.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}
