/**
 * What the engine keeps: operations, epochs, checkpoints, models, backtest details, strategies and bars.
 * Everything is synchronous: the store lives in one process's main thread and its calls are short.
 * @module
 */
import type { BarFolder } from "./bars/bar_folder.ts";
import type { BarStore } from "./bars/bar_records.ts";
import type { OperationRecord, OperationStore } from "./operation_records.ts";

export type * from "./bars/bar_records.ts";
export type * from "./operation_records.ts";

/** The types of checkpoint. */
export type CheckpointType = "periodic" | "cancellation" | "failure" | "shutdown";

/** A checkpoint without its data. */
export interface CheckpointRecord {
  readonly operationId: string;
  readonly type: CheckpointType;
  readonly createdAt: number;
  /** What a person may read of it: epoch, losses, bar index; JSON. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** Size of the data in bytes. */
  readonly size: number;
}

/** One checkpoint an operation; `data` is structured-clonable (typed arrays and all). */
export interface CheckpointStore {
  save(checkpoint: Omit<CheckpointRecord, "createdAt" | "size">, data: unknown): void;
  find(operationId: string): (CheckpointRecord & { readonly data: unknown }) | null;
  list(): readonly CheckpointRecord[];
  remove(operationId: string): boolean;
}

/** What is kept of a trained model besides its weights; all of it is JSON. */
export interface ModelDescription {
  readonly strategyName: string;
  /** What it was trained on, at least one. */
  readonly symbols: readonly string[];
  /** Whose bars it needs, at least one. */
  readonly timeframes: readonly string[];
  /** The timeframe whose bars it decides on, one of `timeframes`. */
  readonly timeframe: string;
  readonly operationId: string;
  /** The text of the strategy as it was trained. */
  readonly strategyText: string;
  readonly features: readonly string[];
  /** The shape of the network. */
  readonly shape: Readonly<Record<string, unknown>>;
  /** How raw inputs are scaled, one a feature; null where a feature is taken as it is. */
  readonly scales: readonly ({ readonly offset: number; readonly scale: number } | null)[];
  /** Metrics of the training and of the test. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

/** One stored model. `id` is `<strategy>/<timeframe>_v<N>`, `path` the folder it is in. */
export interface ModelRecord extends ModelDescription {
  readonly id: string;
  readonly path: string;
  readonly version: number;
  readonly createdAt: number;
}

/** What is known of a model to be saved that comes from elsewhere. */
interface SaveModelOptions {
  /** When it was trained, milliseconds since the epoch. Default: now. */
  readonly createdAt?: number;
}

/** Trained models, each a folder with `model.json` and `weights.bin`, written all or nothing. */
export interface ModelStore {
  save(model: ModelDescription, weights: readonly Float32Array[], options?: SaveModelOptions): ModelRecord;
  /** Newest first. A folder that cannot be read is left out. */
  list(): readonly ModelRecord[];
  /** By id, folder path, or null. Throws KtrdrError (names the file) if the model is damaged. */
  find(idOrPath: string): ModelRecord | null;
  weights(model: ModelRecord): readonly Float32Array[];
  /** What stands in its two files. Throws KtrdrError (names the file) where one is missing. */
  files(model: ModelRecord): ModelFiles;
  /** Removes it, all or nothing; false if it is no longer there. Its version is not given again. */
  remove(model: ModelRecord): boolean;
}

/** Strategy files, by name: those of the home and of a folder that is served; the latter count where both have one. */
export interface StrategyStore {
  /** The folder that is served; null where there is none. */
  readonly folder: string | null;
  /** The path of the file of that name in the folder that is served; null where there is none. */
  fileOf(name: string): string | null;
  list(): readonly string[];
  /** Null where there is none. Throws KtrdrError, naming the file, for one that cannot be read. */
  read(name: string): string | null;
  /** Writes the file, in the home, all or nothing; true if it is new. */
  write(name: string, text: string): boolean;
}

/** Trades and equity curve of a backtest; `trades` is JSON. */
export interface BacktestRecord {
  readonly trades: readonly Readonly<Record<string, unknown>>[];
  readonly equityTime: Float64Array;
  readonly equityValue: Float64Array;
}

/** Details of backtests, by operation. */
export interface BacktestStore {
  save(operationId: string, details: BacktestRecord): void;
  find(operationId: string): BacktestRecord | null;
}

/** The processes that share one home, this one among them until it is disposed of. */
export interface ProcessStore extends Disposable {
  /**
   * Says that this process is alive, to whoever looks while it lives: it holds a lock from then on. Gives the id that its
   * operations carry as owner, always the same.
   */
  beat(): string;
  /**
   * Active operations whose owner is known to have ended, and those without an owner that are some seconds old. A process
   * of which nothing can be found out is not known to have ended.
   */
  orphans(): readonly OperationRecord[];
  /** Removes what processes have left that have ended: their locks, their entries, their unfinished files. */
  clear(): void;
}

/** Everything the engine keeps. */
export interface Store extends Disposable {
  readonly home: string;
  /** The form of the database: how many migrations have led to it. */
  readonly version: number;
  readonly operations: OperationStore;
  readonly checkpoints: CheckpointStore;
  readonly models: ModelStore;
  readonly bars: BarStore;
  /** The folder of files of bars that is served; null where there is none. */
  readonly barFolder: BarFolder | null;
  readonly strategies: StrategyStore;
  readonly backtests: BacktestStore;
  readonly processes: ProcessStore;
}

/** The contents of the two files. */
export interface ModelFiles {
  readonly description: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}
