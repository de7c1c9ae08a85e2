/**
 * What is written down of one job: every change of its operation, as long as this process owns it.
 * @module
 */
import type { OperationStatus } from "../../contract/operation.ts";
import type { EpochRecord, OperationChange, OperationRecord, ProgressRecord, Store } from "../store/store.ts";
import type { JobCheckpoint } from "./job.ts";

/** The statuses of an operation that is not at its end. */
export const activeStatuses = [
  "pending",
  "resuming",
  "running",
] as const satisfies readonly OperationStatus[];

/** What an operation says when its engine stopped. */
export function describeStop(isResumable: boolean): string {
  const outlook = isResumable ? "it can be resumed from its checkpoint" : "it saved no checkpoint";
  return `Engine stopped while the operation ran (${outlook})`;
}

/** Whose record is written, and where. */
interface JobRecordOptions {
  store: Store;
  operationId: string;
  /** The process that must own the operation. */
  owner: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Called after each change. */
  onChange: (operationId: string) => void;
}

/** How a job ended, for its operation. */
export type JobEnding =
  | { readonly status: "completed"; readonly result_summary: Readonly<Record<string, unknown>> }
  | { readonly status: "failed"; readonly error_message: string };

/**
 * The record of one job. Nothing is written once another process owns the operation. Throws what the store throws.
 */
export class JobRecord {
  readonly #options: JobRecordOptions;

  constructor(options: JobRecordOptions) {
    this.#options = options;
  }

  /** Makes this process the owner of an operation that waits. */
  claim(): void {
    const { owner } = this.#options;
    if (this.#find()?.owner !== owner) this.#change({ from: ["pending", "resuming"], owner });
  }

  /** Marks the operation as running; false if it does not wait for that any more. */
  begin(): boolean {
    const { owner, now } = this.#options;
    const change = { from: ["pending", "resuming"] as const, ownedBy: owner };
    return this.#change({ ...change, status: "running", started_at: now(), completed_at: null }) !== null;
  }

  /**
   * Whether the operation still runs here. One that another process took for dead, as after a long sleep of the
   * machine, is put right.
   */
  holds(): boolean {
    const record = this.#find();
    if (record === null || record.owner !== this.#options.owner) return false;
    if (record.status === "running") return true;
    const ownedBy = this.#options.owner;
    const revival = { from: ["failed"] as const, ownedBy, status: "running" as const };
    return this.#change({ ...revival, error_message: null, completed_at: null }) !== null;
  }

  report(progress: ProgressRecord): void {
    this.#change({ from: ["running"], ownedBy: this.#options.owner, progress });
  }

  addEpochs(epochs: readonly EpochRecord[]): void {
    if (this.#isOurs()) this.#options.store.operations.addEpochs(this.#options.operationId, epochs);
  }

  /** Kept for a cancelled operation too: it can be resumed. */
  saveCheckpoint({ type, summary, data }: JobCheckpoint): void {
    const { store, operationId } = this.#options;
    if (this.#isOurs()) store.checkpoints.save({ operationId, type, summary }, data);
  }

  /** Ends the operation. The checkpoint of a completed one is removed; a failed one keeps it. */
  end(ending: JobEnding): void {
    const { store, operationId, owner, now } = this.#options;
    const progress = this.#find()?.progress;
    const changed = this.#change({
      ...ending,
      from: activeStatuses,
      ownedBy: owner,
      completed_at: now(),
      ...(ending.status === "completed" && progress !== undefined
        ? { progress: { ...progress, percentage: 100 } }
        : {}),
    });
    if (changed !== null && ending.status === "completed") store.checkpoints.remove(operationId);
  }

  /** How it ends when the engine stops before the job is done. */
  stoppedEnding(): JobEnding {
    const { store, operationId } = this.#options;
    const isResumable = store.checkpoints.list().some((checkpoint) => checkpoint.operationId === operationId);
    return { status: "failed", error_message: describeStop(isResumable) };
  }

  #isOurs(): boolean {
    const record = this.#find();
    return record !== null && record.owner === this.#options.owner && record.status !== "completed";
  }

  #find(): OperationRecord | null {
    return this.#options.store.operations.find(this.#options.operationId);
  }

  #change(change: OperationChange): OperationRecord | null {
    const changed = this.#options.store.operations.change(this.#options.operationId, change);
    if (changed !== null) this.#options.onChange(this.#options.operationId);
    return changed;
  }
}
