import type { ApiClient } from "../../client/api_client.ts";
import { isTerminal, type Operation } from "../../contract/operation.ts";
import { isNotFound } from "../absence.ts";
import { improveProgress, strategyOfCheckpoint, type ToldProgress } from "./better_progress.ts";
import { Evidence, type Look } from "./evidence.ts";
import { timeOf } from "../lookup/time_of.ts";
import {
  type AppearedModel,
  findAppearedModel,
  type Inference,
  useModel,
  type WatchedOperation,
} from "./inference.ts";
import type { WatchNotice } from "../watch_notice.ts";

/** Progress that stands still for so long is doubted. Milliseconds. */
const doubtAfter = 10_000;
/** Between two looks. Milliseconds. */
const lookPause = 2_000;
/** The types whose workers keep checkpoints. */
const witnessed: readonly string[] = ["training", "backtesting"];

/** How a {@linkcode SecondWitness} works. */
export interface SecondWitnessOptions {
  operationId: string;
  signal: AbortSignal;
  /** Told when progress begins to come from elsewhere than from the server's word, when that ends, and of what is inferred. */
  onState(notice: WatchNotice): void;
}

/**
 * Asks the checkpoint and the workers how it goes with an operation while its server says no more than "resuming", or
 * tells the same progress again and again. Some servers never notice that what they resumed has ended, and lose sight of
 * what runs when they restart.
 */
export class SecondWitness {
  readonly #client: ApiClient;
  readonly #options: SecondWitnessOptions;
  readonly #evidence: Evidence;
  #told = "";
  #toldAt: number;
  /** The last answer that had steps. */
  #known: ToldProgress | undefined;
  #lookedAt = -Infinity;
  #isSpeaking = false;

  constructor(client: ApiClient, options: SecondWitnessOptions) {
    this.#client = client;
    this.#options = options;
    this.#evidence = new Evidence(options.operationId);
    this.#toldAt = client.now();
  }

  /**
   * The operation with what is known better than its server tells; as it is told where there is no doubt. What is
   * inferred is marked so. Rejects only with the reason of `signal`.
   */
  async hear(operation: Operation): Promise<WatchedOperation> {
    this.#note(operation);
    const { status } = operation;
    if (isTerminal(status) || !witnessed.includes(operation.operation_type)) return operation;
    const isStill = this.#client.now() - this.#toldAt >= doubtAfter;
    if (status !== "resuming" && !(status === "running" && isStill)) return this.#tell(operation);
    if (this.#client.now() - this.#lookedAt >= lookPause) {
      this.#lookedAt = this.#client.now();
      this.#evidence.add(await this.#look(), this.#client.now());
    }
    const verdict = this.#evidence.judge(status, this.#client.now());
    if (verdict === undefined) return this.#tell(operation);
    return verdict === "stopped" ? this.#stopped(operation) : await this.#gone(operation, verdict);
  }

  #note(operation: Operation): void {
    const { status, started_at, progress } = operation;
    const now = this.#client.now();
    const told = JSON.stringify([status, started_at, progress]);
    if (told !== this.#told) this.#toldAt = now;
    this.#told = told;
    if (progress.steps_total > 0) this.#known = { operation, at: now };
    else if (this.#known?.operation.started_at !== started_at) this.#known = undefined;
  }

  async #look(): Promise<Look> {
    const { operationId, signal } = this.#options;
    const request = { signal, retries: 0 };
    const untold = () => {
      signal.throwIfAborted();
      return undefined;
    };
    const checkpoint = await this.#client.checkpoints.get(operationId, request)
      .catch((error) => isNotFound(error) ? null : untold());
    return { checkpoint, workers: await this.#client.workers.list(request).catch(untold) };
  }

  /** The furthest progress that anybody tells. */
  #tell(operation: Operation): WatchedOperation {
    const better = improveProgress(operation, {
      known: this.#known,
      checkpoint: this.#evidence.checkpoint,
    });
    const isSpeaking = better !== operation;
    if (isSpeaking !== this.#isSpeaking) {
      const { operationId } = this.#options;
      const { status } = operation;
      this.#options.onState({
        type: isSpeaking ? "progress_inferred" : "progress_told",
        operationId,
        status,
      });
    }
    this.#isSpeaking = isSpeaking;
    return better;
  }

  #stopped(operation: Operation): WatchedOperation {
    const { operation_id: id, status } = operation;
    const told = this.#tell(operation);
    const { steps_completed: done } = told.progress;
    const place = done > 0 ? `, with a checkpoint of epoch ${done}` : "";
    const reason = `It has stopped${place}: no worker has it, although the server still calls it ${status}`;
    const hint = `Go on with: ktrdr cancel ${id}; ktrdr resume ${id} --follow`;
    return {
      ...told,
      status: "failed",
      error_message: reason,
      inferred: true,
      inference: this.#infer({ reason, model: null, hint }),
    };
  }

  async #gone(operation: Operation, verdict: "completed" | "vanished"): Promise<WatchedOperation> {
    const { signal } = this.#options;
    const model = await findAppearedModel(this.#client, operation, {
      signal,
      strategy: strategyOfCheckpoint(this.#evidence.checkpoint),
    });
    if (verdict === "vanished" && model === null) return this.#vanished(operation);
    const reason = "It has completed: its checkpoint is gone and no worker has it any more. " +
      `The server did not notice, and still calls it ${operation.status}`;
    return {
      ...this.#tell(operation),
      status: "completed",
      completed_at: model === null ? null : toZoned(model.created_at),
      result_summary: describeModel(model),
      inferred: true,
      inference: this.#infer({ reason, model, hint: model === null ? undefined : useModel(model) }),
    };
  }

  #vanished(operation: Operation): WatchedOperation {
    const reason =
      "How it ended is not known: no worker has it, it has no checkpoint, and no model of it appeared. " +
      `The server still calls it ${operation.status}`;
    return {
      ...operation,
      status: "failed",
      error_message: reason,
      inferred: true,
      inference: this.#infer({ reason, model: null }),
    };
  }

  #infer(inference: Inference): Inference {
    const { operationId } = this.#options;
    this.#options.onState({ type: "inferred", operationId, reason: inference.reason });
    return inference;
  }
}

function describeModel(model: AppearedModel | null): Record<string, unknown> | null {
  return model === null ? null : { model_id: model.model_id, model_path: model.model_path };
}

/** A time with its zone: without one it means UTC. */
function toZoned(text: string | null): string | null {
  const time = timeOf(text);
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}
