/**
 * Operations and their epochs, as the engine keeps them.
 * @module
 */
import type { OperationStatus, OperationType } from "../../contract/operation.ts";

/** How far an operation is. Percentage 0–100; steps are epochs in a training. */
export interface ProgressRecord {
  readonly percentage: number;
  readonly current_step: string | null;
  readonly steps_completed: number;
  readonly steps_total: number;
  readonly items_processed: number;
  readonly items_total: number | null;
  readonly current_item: string | null;
}

/** What an operation works on. `parameters` is JSON. */
export interface MetadataRecord {
  readonly symbol: string | null;
  readonly timeframe: string | null;
  readonly mode: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * One operation, in the shape of the contract and of its table, with what the engine needs besides. Times are milliseconds
 * since the epoch.
 */
export interface OperationRecord {
  readonly operation_id: string;
  readonly parent_operation_id: string | null;
  readonly operation_type: OperationType;
  readonly status: OperationStatus;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly completed_at: number | null;
  readonly progress: ProgressRecord;
  readonly metadata: MetadataRecord;
  readonly error_message: string | null;
  readonly warnings: readonly string[];
  readonly result_summary: Readonly<Record<string, unknown>> | null;
  /** What is needed to run the operation again from a checkpoint: the start request, as JSON. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Grows with every change of the record. */
  readonly version: number;
  /** The process that runs it, or null. */
  readonly owner: string | null;
  /** The reason given with a request to cancel that the owner has not seen yet; null where there is none. */
  readonly cancel_request: string | null;
}

/** What a new operation starts with; it is pending. */
export interface NewOperation {
  readonly operation_id: string;
  readonly operation_type: OperationType;
  readonly parent_operation_id?: string | null;
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
  readonly started_at?: number | null;
  readonly completed_at?: number | null;
  readonly progress?: ProgressRecord;
  readonly error_message?: string | null;
  readonly warnings?: readonly string[];
  readonly result_summary?: Readonly<Record<string, unknown>> | null;
  readonly owner?: string | null;
  readonly cancel_request?: string | null;
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

/** Which epochs to read. Default: all of them. */
export interface EpochChoice {
  /** Only those numbered below that. */
  readonly end?: number;
  /** The last so many. */
  readonly last?: number;
  /** Of more than so many as many, evenly spaced, with the first and the last. At least 2. */
  readonly most?: number;
}

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
  /** In the order of their numbers. */
  epochs(id: string, choice?: EpochChoice): readonly EpochRecord[];
  /** How many there are, which are numbered without gaps. */
  countEpochs(id: string): number;
  /** Operations of `owner` somebody asked to cancel. */
  cancelRequests(owner: string): readonly OperationRecord[];
}
