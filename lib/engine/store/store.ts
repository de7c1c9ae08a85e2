/**
 * What the engine keeps: operations, epochs, checkpoints, models, backtest details, strategies and bars.
 * Everything is synchronous: the store lives in one process's main thread and its calls are short.
 * @module
 */
import type { OperationStatus, OperationType } from "../../contract/operation.ts";
import type { Bars } from "../domain/bars.ts";
import type { ModelFiles } from "./model_files.ts";

/** How far an operation is. Percentage 0–100; steps are epochs in a training. */
export interface ProgressRecord {
  readonly percentage: number;
  readonly currentStep: string | null;
  readonly stepsCompleted: number;
  readonly stepsTotal: number;
  readonly itemsProcessed: number;
  readonly itemsTotal: number | null;
  readonly currentItem: string | null;
}

/** What an operation works on. `parameters` is JSON. */
export interface MetadataRecord {
  readonly symbol: string | null;
  readonly timeframe: string | null;
  readonly mode: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One operation. Times are milliseconds since the epoch. */
export interface OperationRecord {
  readonly id: string;
  readonly parentId: string | null;
  readonly type: OperationType;
  readonly status: OperationStatus;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly progress: ProgressRecord;
  readonly metadata: MetadataRecord;
  readonly errorMessage: string | null;
  readonly warnings: readonly string[];
  readonly result: Readonly<Record<string, unknown>> | null;
  /** What is needed to run the operation again from a checkpoint: the start request, as JSON. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Grows with every change of the record. */
  readonly version: number;
  /** The process that runs it, or null. */
  readonly owner: string | null;
  /** The reason given with a request to cancel that the owner has not seen yet; null where there is none. */
  readonly cancelRequest: string | null;
}

/** What a new operation starts with; it is pending. */
export interface NewOperation {
  readonly id: string;
  readonly type: OperationType;
  readonly parentId?: string | null;
  readonly metadata: MetadataRecord;
  readonly request: Readonly<Record<string, unknown>>;
  readonly owner: string | null;
}

/** What may change in an operation. Fields left out stay as they are. */
export interface OperationChange {
  /** Change only if the present status is one of these. */
  readonly from?: readonly OperationStatus[];
  /** Change only if this is its present owner. */
  readonly ownedBy?: string | null;
  readonly status?: OperationStatus;
  readonly startedAt?: number | null;
  readonly completedAt?: number | null;
  readonly progress?: ProgressRecord;
  readonly errorMessage?: string | null;
  readonly warnings?: readonly string[];
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly owner?: string | null;
  readonly cancelRequest?: string | null;
}

/** Which operations to list, newest first. */
export interface OperationQuery {
  readonly status?: OperationStatus | undefined;
  readonly type?: OperationType | undefined;
  /** Only pending, resuming or running ones. */
  readonly activeOnly?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** One page of operations. `total` counts all that match, `active` all that are pending, resuming or running. */
export interface OperationPage {
  readonly rows: readonly OperationRecord[];
  readonly total: number;
  readonly active: number;
}

/** One epoch of a training, JSON numbers; null where a number is missing. */
export type EpochRecord = Readonly<Record<string, number | string | null>>;

/** Operations and their epochs. */
export interface OperationStore {
  /** Adds a pending operation; null if the id is taken. */
  insert(operation: NewOperation): OperationRecord | null;
  find(id: string): OperationRecord | null;
  list(query: OperationQuery): OperationPage;
  children(parentId: string): readonly OperationRecord[];
  /** Changes an operation; null if there is none, or `from` or `ownedBy` do not hold. */
  change(id: string, change: OperationChange): OperationRecord | null;
  /** Adds an epoch. One with the same whole number in `epoch` is replaced, as a resumed training repeats some. */
  addEpochs(id: string, epochs: readonly EpochRecord[]): void;
  /** In the order of their numbers; with a limit the last so many. */
  epochs(id: string, limit?: number): readonly EpochRecord[];
  countEpochs(id: string): number;
  /** Operations of `owner` somebody asked to cancel. */
  cancelRequests(owner: string): readonly OperationRecord[];
}

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
export interface SaveModelOptions {
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

/** What is stored of one symbol and timeframe. Times are milliseconds since the epoch. */
export interface BarSeries {
  readonly symbol: string;
  readonly timeframe: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** Price bars. */
export interface BarStore {
  list(): readonly BarSeries[];
  find(symbol: string, timeframe: string): BarSeries | null;
  read(symbol: string, timeframe: string): Bars | null;
  /**
   * Adds bars; where a time is already stored the new bar wins. All or nothing. Nothing to add to nothing gives a
   * count of 0. Throws RangeError unless the new bars are ascending in time and of one length.
   */
  merge(series: { readonly symbol: string; readonly timeframe: string }, bars: Bars): BarSeries;
}

/** Strategy files, by name. */
export interface StrategyStore {
  list(): readonly string[];
  read(name: string): string | null;
  /** Writes the file all or nothing; true if it is new. */
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

/** The processes that share one home. */
export interface ProcessStore {
  /** Adds this process; the id that its operations carry as owner. */
  register(): string;
  /** Says that the process is alive. */
  beat(processId: string): void;
  remove(processId: string): void;
  /**
   * Active operations whose owner is unknown, is gone, or has not beaten for `silence` milliseconds; also those
   * without an owner that are older than that. A process registered through this very store counts as alive.
   */
  orphans(silence: number): readonly OperationRecord[];
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
  readonly strategies: StrategyStore;
  readonly backtests: BacktestStore;
  readonly processes: ProcessStore;
}
