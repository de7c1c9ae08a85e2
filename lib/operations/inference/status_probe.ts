import type { ApiClient } from "../../client/api_client.ts";
import { isTerminal, type Operation } from "../../contract/operation.ts";
import { isNotFound } from "../polling/not_found_grace.ts";
import { hasSteps, improveProgress, strategyOfCheckpoint, type ToldProgress } from "./better_progress.ts";
import { describeCompletion, describeEnd, describeStop } from "./describe_inference.ts";
import { Evidence } from "./evidence.ts";
import { kindOf } from "../kinds.ts";
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
/** Between two looks, at least; and in relation to what a look took, so that a slow server is not kept busy. Milliseconds. */
const pause = { least: 2_000, perMillisecond: 5 } as const;
/** How long each of the two questions of a look may take: the operation itself must not wait for them. Milliseconds. */
const lookTimeout = 2_000;

/** How a {@linkcode StatusProbe} works. */
interface StatusProbeOptions {
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
export class StatusProbe {
  readonly #client: ApiClient;
  readonly #options: StatusProbeOptions;
  readonly #evidence: Evidence;
  #told = "";
  #toldAt: number;
  /** The last answer that told where it is. */
  #known: ToldProgress | undefined;
  /** When the last look ended, and what it took. */
  #looked = { at: -Infinity, took: 0 };
  #isInferring = false;

  constructor(client: ApiClient, options: StatusProbeOptions) {
    this.#client = client;
    this.#options = options;
    this.#evidence = new Evidence(options.operationId);
    this.#toldAt = client.now();
  }

  /**
   * The operation with what is known better than its server tells; as it is told where there is no doubt. What is
   * inferred is marked so. Rejects only with the reason of `signal`.
   */
  async check(operation: Operation): Promise<WatchedOperation> {
    this.#note(operation);
    const { status, operation_type: type } = operation;
    if (isTerminal(status) || kindOf(type).resumesFrom === undefined) return operation;
    const isStill = this.#client.now() - this.#toldAt >= doubtAfter;
    if (status !== "resuming" && !(status === "running" && isStill)) {
      this.#evidence.reset();
      return this.#tell(operation);
    }
    if (this.#isTimeToLook()) await this.#look(type);
    const verdict = this.#evidence.judge(status);
    if (verdict === undefined) return this.#tell(operation);
    return verdict === "stopped" ? this.#stopped(operation) : await this.#gone(operation, verdict);
  }

  /** The server was away, and answers again: what it says of its workers is not whole yet. */
  noteReturn(): void {
    this.#evidence.noteReturn();
  }

  #note(operation: Operation): void {
    const { status, started_at, progress } = operation;
    const now = this.#client.now();
    const told = JSON.stringify([status, started_at, progress]);
    // The clock may have been set back.
    if (told !== this.#told || now < this.#toldAt) this.#toldAt = now;
    this.#told = told;
    if (hasSteps(operation)) this.#known = { operation, at: now };
    else if (this.#known?.operation.started_at !== started_at) this.#known = undefined;
  }

  #isTimeToLook(): boolean {
    const { at, took } = this.#looked;
    const passed = this.#client.now() - at;
    return passed < 0 || passed >= Math.max(pause.least, pause.perMillisecond * took);
  }

  async #look(type: string): Promise<void> {
    const { operationId, signal } = this.#options;
    const request = { signal, retries: 0, timeout: lookTimeout };
    const untold = () => {
      signal.throwIfAborted();
      return undefined;
    };
    const beganAt = this.#client.now();
    const checkpoint = await this.#client.checkpoints.get(operationId, request)
      .catch((error) => isWithoutCheckpoint(error) ? null : untold());
    const workers = await this.#client.workers.list(request).catch(untold);
    const at = this.#client.now();
    this.#looked = { at, took: Math.max(0, at - beganAt) };
    this.#evidence.add({ checkpoint, workers }, { now: at, type });
  }

  /** The furthest progress that anybody tells. */
  #tell(operation: Operation): WatchedOperation {
    const better = improveProgress(operation, {
      known: this.#known,
      checkpoint: this.#evidence.checkpoint,
    });
    const isInferring = better !== operation;
    if (isInferring !== this.#isInferring) {
      const { operationId } = this.#options;
      const { status } = operation;
      this.#options.onState({
        type: isInferring ? "progress_inferred" : "progress_told",
        operationId,
        status,
      });
    }
    this.#isInferring = isInferring;
    return better;
  }

  #stopped(operation: Operation): WatchedOperation {
    const { operation_id: id } = operation;
    const told = this.#tell(operation);
    const reason = describeStop(operation, {
      look: this.#evidence.last,
      done: told.progress.steps_completed,
    });
    const hint = `Go on with: ktrdr cancel ${id}; ktrdr resume ${id} --follow`;
    return this.#fail(told, { reason, model: null, hint });
  }

  async #gone(operation: Operation, verdict: "completed" | "ended"): Promise<WatchedOperation> {
    const { signal } = this.#options;
    const { checkpoint, last: look } = this.#evidence;
    const model = await findAppearedModel(this.#client, operation, {
      signal,
      strategyFile: strategyOfCheckpoint(checkpoint),
    });
    if (verdict === "ended" && model === null) {
      return this.#fail(operation, { reason: describeEnd(operation, { look, model }), model });
    }
    const reason = verdict === "completed"
      ? describeCompletion(operation)
      : describeEnd(operation, { look, model });
    return {
      ...this.#tell(operation),
      status: "completed",
      completed_at: model === null ? null : toZoned(model.created_at),
      result_summary: describeModel(model),
      inferred: true,
      inference: this.#infer({ reason, model, hint: model === null ? undefined : useModel(model) }),
    };
  }

  #fail(operation: WatchedOperation, inference: Inference): WatchedOperation {
    return {
      ...operation,
      status: "failed",
      error_message: inference.reason,
      inferred: true,
      inference: this.#infer(inference),
    };
  }

  #infer(inference: Inference): Inference {
    const { operationId } = this.#options;
    this.#options.onState({ type: "inferred", operationId, reason: inference.reason });
    return inference;
  }
}

/** Whether it is the server itself that says so: a proxy, or a server without such a route, answers 404 to everything. */
function isWithoutCheckpoint(error: unknown): boolean {
  return isNotFound(error) && /checkpoint not found/i.test(error.message);
}

function describeModel(model: AppearedModel | null): Record<string, unknown> | null {
  return model === null ? null : { model_id: model.model_id, model_path: model.model_path };
}

/** A time with its zone: without one it means UTC. */
function toZoned(text: string | null): string | null {
  const time = timeOf(text);
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}
