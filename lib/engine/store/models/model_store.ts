/**
 * Trained models: `<home>/models/<strategy>/<timeframe>_v<N>/` with `model.json` and `weights.bin`.
 *
 * `weights.bin` holds the arrays one after the other as float32, little-endian; `model.json` holds their lengths.
 * A folder appears complete, by one rename, and is never changed. A version is never given twice.
 * @module
 */
import { dirname, join } from "@std/path";
import * as z from "zod";
import type { Database } from "../database.ts";
import {
  flushFolder,
  listFolder,
  makeFolder,
  readBytes,
  readText,
  removeUnfinishedPath,
  writeFlushed,
} from "../files.ts";
import {
  formatModel,
  type ModelContent,
  modelFile,
  readModel,
  splitWeights,
  weightsFile,
} from "./model_files.ts";
import type { ModelDescription, ModelFiles, ModelRecord, ModelStore } from "../store.ts";
import { idOfModelName, modelIdPattern } from "./model_names.ts";
import { checkStrategyName, checkTimeframe } from "../names.ts";
import { fs } from "../node_builtins.ts";
import type { ProcessLock } from "../processes/process_lock.ts";
import { unfinishedPath } from "../processes/unfinished_files.ts";
import { codeOf, damagedFile, guard, isMissing } from "../store_error.ts";

/** Where models are kept. */
interface ModelStoreOptions {
  home: string;
  /** Counts the versions. */
  database: Database;
  /** That of this process. */
  lock: ProcessLock;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Bytes of more than is said of any model, and of more weights than fit into memory with what they are used for. */
const mostDescription = 64 * 2 ** 20;
const mostWeights = 2 ** 30;
const takenCodes: readonly (string | undefined)[] = ["EEXIST", "ENOTEMPTY", "EPERM"];
const versionRow = z.object({ version: z.number() }).transform((row) => row.version);

/** The models of a home. */
export function createModelStore(options: ModelStoreOptions): ModelStore {
  const root = join(options.home, "models");
  return {
    save: (model, weights, { createdAt = options.now() } = {}) =>
      save(options, { model, weights, createdAt }),
    list: () =>
      listFolder(root)
        .flatMap((strategy) => listFolder(join(root, strategy)).map((name) => `${strategy}/${name}`))
        .flatMap((id) => readOrSkip(root, id))
        .sort((left, right) => right.createdAt - left.createdAt || right.version - left.version),
    find: (name) => {
      const id = idOfModelName(options.home, name);
      return id === null ? null : read(root, id);
    },
    weights: (model) => {
      const { description, weights } = readFiles(model);
      const { lengths } = readModel(join(model.path, modelFile), description);
      const arrays = splitWeights(weights, lengths);
      if (arrays === null) throw damagedFile(join(model.path, weightsFile));
      return arrays;
    },
    files: readFiles,
    remove: (model) => remove(model, unfinishedPath(options.home, options.lock.hold())),
  };
}

function save(options: ModelStoreOptions, content: ModelContent): ModelRecord {
  const { model, createdAt } = content;
  const folder = join(options.home, "models", checkStrategyName(model.strategyName));
  checkTimeframe(model.timeframe);
  const unfinished = unfinishedPath(options.home, options.lock.hold());
  try {
    makeFolder(folder);
    const files = formatModel(content);
    guard(folder, () => {
      makeFolder(unfinished);
      writeFlushed(join(unfinished, weightsFile), files.weights);
      writeFlushed(join(unfinished, modelFile), files.description);
    });
    flushFolder(unfinished);
    const version = publish(options.database, { model, folder, unfinished });
    const name = `${model.timeframe}_v${version}`;
    return { ...model, id: `${model.strategyName}/${name}`, path: join(folder, name), version, createdAt };
  } catch (error) {
    removeUnfinishedPath(unfinished);
    throw error;
  }
}

interface Publication {
  readonly model: ModelDescription;
  readonly folder: string;
  readonly unfinished: string;
}

/** Gives the finished folder its name; the rename decides who has a version, and who is late takes the next. */
function publish(database: Database, { model, folder, unfinished }: Publication): number {
  for (;;) {
    const version = nextVersion(database, model, folder);
    const path = join(folder, `${model.timeframe}_v${version}`);
    const isFree = !fs.existsSync(path);
    if (isFree && guard(path, () => renameIfFree(unfinished, path))) {
      flushFolder(folder);
      return version;
    }
  }
}

function renameIfFree(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (takenCodes.includes(codeOf(error)) && fs.existsSync(to)) return false;
    throw error;
  }
}

/** Counted in the database, so that the version of a folder somebody removed is not given again. */
function nextVersion(database: Database, model: ModelDescription, folder: string): number {
  const prefix = `${model.timeframe}_v`;
  const present = listFolder(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter(Number.isSafeInteger);
  const version = database.row(
    {
      sql: `INSERT INTO model_versions (strategy, timeframe, version) VALUES (?, ?, ?)
        ON CONFLICT (strategy, timeframe) DO UPDATE SET version = max(version + 1, excluded.version)
        RETURNING version`,
      row: versionRow,
    },
    model.strategyName,
    model.timeframe,
    Math.max(0, ...present) + 1,
  );
  if (version === null) throw damagedFile(database.path);
  return version;
}

/** The model of that id; null if its folder does not exist. */
function read(root: string, id: string): ModelRecord | null {
  const path = join(root, ...id.split("/"));
  if (!fs.existsSync(path)) return null;
  const file = join(path, modelFile);
  const text = readText(file, { limit: mostDescription });
  if (text === null) throw damagedFile(file);
  const { model, createdAt } = readModel(file, text);
  const version = Number(modelIdPattern.exec(id)?.[3]);
  return { ...model, id, path, version, createdAt };
}

function readOrSkip(root: string, id: string): readonly ModelRecord[] {
  if (!modelIdPattern.test(id)) return [];
  try {
    const model = read(root, id);
    return model === null ? [] : [model];
  } catch {
    return [];
  }
}

function readFiles({ path }: ModelRecord): ModelFiles {
  const description = readText(join(path, modelFile), { limit: mostDescription });
  if (description === null) throw damagedFile(join(path, modelFile));
  const weights = readBytes(join(path, weightsFile), { limit: mostWeights });
  if (weights === null) throw damagedFile(join(path, weightsFile));
  return { description, weights };
}

/** The folder is gone with one rename, whatever happens to what was in it. */
function remove({ path }: ModelRecord, doomed: string): boolean {
  const isThere = guard(path, () => {
    try {
      fs.renameSync(path, doomed);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  });
  if (isThere) flushFolder(dirname(path));
  removeUnfinishedPath(doomed);
  return isThere;
}
