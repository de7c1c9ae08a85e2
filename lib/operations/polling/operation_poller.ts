import type { ApiClient } from "../../client/api_client.ts";
import { plainText } from "../../client/plain_text.ts";
import { delayAfter } from "../../client/retry.ts";
import { anySignal } from "../../client/time_limit.ts";
import { operationStatuses } from "../../contract/operation.ts";
import { ApiError, ConnectionError } from "../../errors.ts";
import { isNotFound, NotFoundGrace } from "./not_found_grace.ts";
import type { WatchedOperation } from "../inference/inference.ts";
import { neverSeen, stillRunning } from "../left_running.ts";
import { OperationReader } from "./operation_reader.ts";
import { Deadline } from "../deadline.ts";
import { isTransient, lostSight } from "./poll_failure.ts";
import { pollInterval } from "./poll_interval.ts";
import { StatusProbe } from "../inference/status_probe.ts";
import type { WatchOptions } from "../watch_options.ts";

/** Between a cancelled answer and the second look. Milliseconds. */
const secondLook = 300;
/** How long the answer to the second look is awaited. Milliseconds. */
const secondLookTime = 5_000;
/** Bounds of the wait after a failure that the client chooses itself. Milliseconds. */
const failurePause = { least: 100, most: 5_000 } as const;

/** Asks for one operation again and again, and remembers what that needs: what was seen, and what went wrong. */
export class OperationPoller implements Disposable {
  readonly #client: ApiClient;
  readonly #operationId: string;
  readonly #options: WatchOptions;
  readonly #reader: OperationReader;
  readonly #probe: StatusProbe;
  /** Runs out when `timeout` has passed. */
  readonly #deadline: Deadline;
  readonly #notFound: NotFoundGrace;
  readonly #signal: AbortSignal;
  readonly #beganAt: number;
  #lastSeenAt: number | undefined;
  #changedAt: number;
  #appearance = "";
  #failures = 0;
  #isLost = false;
  #failure: unknown;
  #unknownStatus: string | undefined;

  constructor(client: ApiClient, operationId: string, options: WatchOptions) {
    this.#client = client;
    this.#operationId = operationId;
    this.#options = options;
    this.#beganAt = client.now();
    this.#changedAt = this.#beganAt;
    const { timeout, signal, pollInterval } = options;
    this.#deadline = new Deadline(client, { begins: "now", milliseconds: timeout });
    this.#notFound = new NotFoundGrace(client);
    this.#signal = anySignal(signal, this.#deadline.ended);
    this.#reader = new OperationReader(client, operationId, { signal: this.#signal, pollInterval });
    this.#probe = new StatusProbe(client, {
      signal: this.#signal,
      operationId,
      onState: (notice) => options.onState?.(notice),
    });
  }

  /** The operation, or undefined where this poll failed in a way that passes. Tells the callbacks. */
  async poll(): Promise<WatchedOperation | undefined> {
    this.#throwIfEnded();
    const told = await this.#tryRead();
    if (told === undefined) return undefined;
    if (this.#isLost) this.#probe.noteReturn();
    const operation = this.#reader.isPolled ? await this.#probeStatus(told) : told;
    this.#noteAnswer(operation);
    return operation;
  }

  /** A second look, a moment later, that may fail without consequence. */
  async pollAgain(): Promise<WatchedOperation | undefined> {
    const { signal } = this.#options;
    await this.#client.delay(secondLook, { signal });
    using deadline = new Deadline(this.#client, { begins: "now", milliseconds: secondLookTime });
    const request = { signal: anySignal(signal, deadline.ended), retries: 0 };
    try {
      return await this.#client.operations.get(this.#operationId, request);
    } catch {
      signal?.throwIfAborted();
      return undefined;
    }
  }

  /** Waits until it is time for the next poll. */
  async pause(): Promise<void> {
    try {
      const milliseconds = this.#failures > 0 ? this.#failurePause() : await this.#reader.pauseLength({
        elapsed: this.#since(this.#beganAt),
        unchanged: this.#since(this.#changedAt),
      });
      await this.#client.delay(milliseconds, { signal: this.#signal });
    } catch (error) {
      this.#throwIfEnded();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#deadline[Symbol.dispose]();
    this.#notFound[Symbol.dispose]();
  }

  async #probeStatus(told: WatchedOperation): Promise<WatchedOperation> {
    try {
      return await this.#probe.check(told);
    } catch (error) {
      this.#throwIfEnded();
      throw error;
    }
  }

  async #tryRead(): Promise<WatchedOperation | undefined> {
    const { timeout } = this.#options;
    try {
      const atMost = timeout === undefined ? Infinity : timeout - this.#since(this.#beganAt);
      return await this.#reader.read({ mayWait: this.#failures === 0, atMost });
    } catch (error) {
      this.#throwIfEnded();
      this.#noteFailure(error);
      return undefined;
    }
  }

  #noteAnswer(operation: WatchedOperation): void {
    const { status, progress } = operation;
    const lostMs = this.#since(this.#lastSeenAt ?? this.#beganAt);
    const now = this.#client.now();
    this.#failures = 0;
    this.#lastSeenAt = now;
    this.#notFound.end();
    const appearance = JSON.stringify([status, progress]);
    if (appearance !== this.#appearance) this.#changedAt = now;
    this.#appearance = appearance;
    if (this.#isLost) {
      this.#isLost = false;
      this.#client.health.forget();
      this.#reader.forget();
      this.#options.onState?.({ type: "reconnected", lostMs });
    }
    const isKnown = operationStatuses.some((known) => known === status);
    if (!isKnown && this.#unknownStatus !== status) {
      this.#unknownStatus = status;
      this.#options.onState?.({ type: "unknown_status", status: plainText(status, { limit: 100 }) });
    }
    this.#options.onProgress?.(progress.percentage, progress.current_step ?? status, operation);
  }

  /** Throws what ends the watch; remembers the rest. */
  #noteFailure(error: unknown): void {
    if (!this.#isKnownToExist && (!isTransient(error) || this.#failures >= this.#client.maxRetries)) {
      throw error;
    }
    if (isNotFound(error)) {
      if (this.#notFound.isBelieved(error)) throw lostSight(error, this.#operationId);
    } else {
      this.#notFound.end();
      if (!isTransient(error) && !(error instanceof ConnectionError)) {
        throw error instanceof ApiError ? lostSight(error, this.#operationId) : error;
      }
    }
    this.#failures++;
    this.#failure = error;
  }

  /** Whether the server has shown it, or has started it. */
  get #isKnownToExist(): boolean {
    return this.#lastSeenAt !== undefined || this.#options.startedAt !== undefined;
  }

  #failurePause(): number {
    // A server may need a moment to know what it has just started.
    if (this.#notFound.isShort && this.#lastSeenAt === undefined) {
      return pollInterval({ elapsed: 0, unchanged: 0 });
    }
    const attempt = this.#failures;
    const backoff = this.#client.backoff({ attempt: attempt - 1, cap: failurePause.most });
    const delayMs = delayAfter(this.#failure, Math.max(failurePause.least, backoff));
    const lastSeenMs = this.#since(this.#lastSeenAt ?? this.#beganAt);
    const reason = this.#failure instanceof Error ? this.#failure.message : String(this.#failure);
    this.#isLost = true;
    const wasSeen = this.#isKnownToExist;
    this.#options.onState?.({ type: "reconnecting", lastSeenMs, wasSeen, attempt, delayMs, reason });
    return delayMs;
  }

  /** Milliseconds since a moment; 0 where the clock was set back. */
  #since(moment: number): number {
    return Math.max(0, this.#client.now() - moment);
  }

  #throwIfEnded(): void {
    this.#options.signal?.throwIfAborted();
    if (!this.#deadline.ended.aborted) return;
    throw (this.#isKnownToExist ? stillRunning : neverSeen)(this.#operationId, this.#options.timeout ?? 0);
  }
}
