/**
 * Opens everything the engine keeps: one SQLite file, and folders of models and strategies beside it.
 * @module
 */
import { join, resolve } from "@std/path";
import { isPermitted } from "../../permissions.ts";
import { createBacktestStore } from "./backtest_store.ts";
import { createBarFolder } from "./bars/bar_folder.ts";
import { createBarStore } from "./bars/bar_store.ts";
import { createCheckpointStore } from "./checkpoint_store.ts";
import { Database } from "./database.ts";
import { makeFolder } from "./files.ts";
import { migrations } from "./migrations.ts";
import { createModelStore } from "./models/model_store.ts";
import { fs } from "./node_builtins.ts";
import { createOperationStore } from "./operation_store.ts";
import { ProcessLock } from "./processes/process_lock.ts";
import { createProcessStore } from "./processes/process_store.ts";
import { guard } from "./store_error.ts";
import { createStrategyStore } from "./strategy_store.ts";
import type { Store } from "./store.ts";

/** Where the store lies, and what time it is. */
interface OpenStoreOptions {
  /** The folder that holds everything. It is created if it is missing. */
  home: string;
  /** Milliseconds since the epoch. Default: the system's clock. */
  now?: () => number;
  /** A folder whose strategy files are served besides those of the home. Default: none. */
  strategies?: string | undefined;
  /** A folder of files `SYMBOL_timeframe.csv` that are served. Default: none. */
  barFolder?: string | undefined;
}

/**
 * Opens the store, creating it where it is missing. Several processes may open one home. Throws KtrdrError (with
 * the path and the way out) if the home cannot be used, or the database is damaged, foreign or newer; nothing that
 * was there is changed then.
 */
export function openStore(options: OpenStoreOptions): Store {
  const home = resolve(options.home);
  const now = options.now ?? Date.now;
  makeFolder(home);
  requireAccess(home);
  const path = join(home, "ktrdr.db");
  if (fs.existsSync(path)) requireAccess(path);
  using opened = new DisposableStack();
  const database = opened.use(openDatabase(home, path));
  const lock = opened.use(new ProcessLock(home));
  const processes = opened.use(createProcessStore({ home, database, lock, now }));
  processes.clear();
  const kept = opened.move();
  return {
    home,
    version: migrations.length,
    operations: createOperationStore(database, now),
    checkpoints: createCheckpointStore(database, now),
    models: createModelStore({ home, database, lock, now }),
    bars: createBarStore({ database, lock, now }),
    barFolder: options.barFolder === undefined ? null : createBarFolder(resolve(options.barFolder)),
    strategies: createStrategyStore({
      home,
      lock,
      served: options.strategies === undefined ? undefined : resolve(options.strategies),
    }),
    backtests: createBacktestStore(database),
    processes,
    [Symbol.dispose]: () => kept.dispose(),
  };
}

function openDatabase(home: string, path: string): Database {
  try {
    return new Database(path, migrations);
  } catch (error) {
    // SQLite does not say why it cannot open a file, nor do the permissions tell of a read-only disk.
    guard(home, () => fs.rmdirSync(fs.mkdtempSync(join(home, "probe-"))));
    throw error;
  }
}

/** Where Deno does not tell who the user is, opening the database has to show what this user may do. */
function requireAccess(path: string): void {
  if (!isPermitted({ name: "sys", kind: "uid" })) return;
  guard(path, () => fs.accessSync(path, fs.constants.R_OK | fs.constants.W_OK));
}
