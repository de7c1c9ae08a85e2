import type { ApiClient } from "../client/api_client.ts";
import { retryAfterOf } from "../client/retry.ts";
import { type Operation, operationStatuses } from "../contract/operation.ts";
import { stillRunning } from "./left_running.ts";
import { isNotFound, isRiddenOut } from "./poll_failure.ts";
import { pollInterval } from "./poll_interval.ts";
import type { WatchOptions } from "./watch.ts";

/** For how long a 404 is not believed: after a start, and after the operation was seen. Milliseconds. */
const notFoundGrace = 10_000;
/** For how long a server may hold an answer back. Seconds. */
const longestWait = 25;
/** Between two answers of a server that can wait for a change, so that a lively operation floods nobody. Milliseconds. */
const shortestPause = 50;
/** Between a cancelled answer and the second look. Milliseconds. */
const secondLook = 300;

/** Asks for one operation again and again, and remembers what that needs: what was seen, and what went wrong. */
export class OperationPoller {
  readonly #client: ApiClient;
  readonly #operationId: string;
  readonly #options: WatchOptions;
  readonly #beganAt: number;
  #lastSeenAt: number | undefined;
  #changedAt: number;
  #appearance = "";
  #failures = 0;
  #isLost = false;
  #failure: unknown;
  #notFoundSince: number | undefined;
  #unknownStatus: string | undefined;
  /** Whether the server can hold an answer back until something changes; undefined until it was asked. */
  #canWait: boolean | undefined;
  #version: number | undefined;
  /** How the last answer came: asked for plainly, held back by the server, or at once although it might have been. */
  #manner: "polled" | "held" | "early" = "polled";

  constructor(client: ApiClient, operationId: string, options: WatchOptions) {
    this.#client = client;
    this.#operationId = operationId;
    this.#options = options;
    this.#beganAt = client.now();
    this.#changedAt = this.#beganAt;
    if (options.pollInterval !== undefined) this.#canWait = false;
  }

  /** The operation, or undefined where this poll failed in a way that passes. Tells the callbacks. */
  async poll(): Promise<Operation | undefined> {
    this.#options.signal?.throwIfAborted();
    this.#throwIfTimedOut();
    const operation = await this.#tryRead();
    if (operation !== undefined) this.#noteAnswer(operation);
    return operation;
  }

  /** A second look, a moment later, that may fail without consequence. */
  async pollAgain(): Promise<Operation | undefined> {
    const { signal } = this.#options;
    await this.#client.delay(secondLook, { signal });
    try {
      return await this.#client.operations.get(this.#operationId, { signal, retries: 0 });
    } catch {
      signal?.throwIfAborted();
      return undefined;
    }
  }

  /** Waits until it is time for the next poll. */
  async pause(): Promise<void> {
    const remaining = this.#remaining();
    await this.#client.delay(Math.min(await this.#pauseLength(), remaining), {
      signal: this.#options.signal,
    });
    this.#throwIfTimedOut();
  }

  async #tryRead(): Promise<Operation | undefined> {
    try {
      return await this.#read();
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      this.#throwIfTimedOut();
      this.#noteFailure(error);
      return undefined;
    }
  }

  async #read(): Promise<Operation> {
    const remaining = this.#remaining();
    const askedAt = this.#client.now();
    const wait = this.#canWait === true && this.#failures === 0
      ? Math.min(longestWait, Math.ceil(remaining / 1_000))
      : undefined;
    const timeout = Math.min(this.#client.timeout + (wait ?? 0) * 1_000, remaining);
    const before = this.#version;
    const { operation, version } = await this.#client.operations.read(this.#operationId, {
      signal: this.#options.signal,
      retries: 0,
      timeout,
      ...(wait === undefined ? {} : { wait, seen: before }),
    });
    // A server that at once tells the version we know already does not wait: it is polled at the usual pace.
    const isNews = version !== undefined && version !== before;
    const isHeld = isNews || this.#client.now() - askedAt >= (wait ?? 0) * 500;
    this.#manner = wait === undefined ? "polled" : isHeld ? "held" : "early";
    this.#version = version;
    return operation;
  }

  #noteAnswer(operation: Operation): void {
    const now = this.#client.now();
    const { status, progress } = operation;
    this.#failures = 0;
    const lostMs = now - (this.#lastSeenAt ?? this.#beganAt);
    this.#lastSeenAt = now;
    this.#notFoundSince = undefined;
    const appearance = JSON.stringify([status, progress]);
    if (appearance !== this.#appearance) this.#changedAt = now;
    this.#appearance = appearance;
    if (this.#isLost) {
      this.#isLost = false;
      // Another server may have come back.
      if (this.#options.pollInterval === undefined) this.#canWait = undefined;
      this.#options.onState?.({ type: "reconnected", lostMs });
    }
    const isKnown = operationStatuses.some((known) => known === status);
    if (!isKnown && this.#unknownStatus !== status) {
      this.#unknownStatus = status;
      this.#options.onState?.({ type: "unknown_status", status });
    }
    this.#options.onProgress?.(progress.percentage, progress.current_step ?? status, operation);
  }

  /** Throws what ends the watch; remembers the rest. */
  #noteFailure(error: unknown): void {
    if (isNotFound(error)) {
      this.#notFoundSince ??= this.#client.now();
      if (!this.#isNotFoundTolerated()) throw error;
    } else if (!isRiddenOut(error)) {
      throw error;
    }
    const isKnownToRun = this.#lastSeenAt !== undefined || this.#options.startedAt !== undefined;
    if (!isKnownToRun && this.#failures >= this.#client.maxRetries) throw error;
    this.#failures++;
    this.#failure = error;
  }

  #isNotFoundTolerated(): boolean {
    const now = this.#client.now();
    const { startedAt } = this.#options;
    if (startedAt !== undefined && now - startedAt < notFoundGrace) return true;
    // A proxy answers 404 while the server behind it restarts.
    return this.#lastSeenAt !== undefined && now - (this.#notFoundSince ?? now) < notFoundGrace;
  }

  async #pauseLength(): Promise<number> {
    if (this.#failures > 0) return this.#failurePause();
    this.#canWait ??= await this.#askWhetherItCanWait();
    if (this.#canWait && this.#manner === "polled") return 0;
    if (this.#canWait && this.#manner === "held") return shortestPause;
    const now = this.#client.now();
    const pace = { elapsed: now - this.#beganAt, unchanged: now - this.#changedAt };
    return this.#options.pollInterval ?? pollInterval(pace);
  }

  async #askWhetherItCanWait(): Promise<boolean> {
    const { signal } = this.#options;
    try {
      return await this.#client.health.supports("operation_wait", { signal, timeout: 5_000, retries: 0 });
    } catch {
      signal?.throwIfAborted();
      return false;
    }
  }

  #failurePause(): number {
    const isExpected = isNotFound(this.#failure) && this.#lastSeenAt === undefined;
    if (isExpected) return pollInterval({ elapsed: 0, unchanged: 0 });
    const attempt = this.#failures;
    const delayMs = retryAfterOf(this.#failure) ?? this.#client.backoff({ attempt: attempt - 1, cap: 5_000 });
    const lastSeenMs = this.#client.now() - (this.#lastSeenAt ?? this.#beganAt);
    const reason = this.#failure instanceof Error ? this.#failure.message : String(this.#failure);
    this.#isLost = true;
    this.#options.onState?.({ type: "reconnecting", lastSeenMs, attempt, delayMs, reason });
    return delayMs;
  }

  #remaining(): number {
    const { timeout } = this.#options;
    return timeout === undefined ? Infinity : Math.max(0, this.#beganAt + timeout - this.#client.now());
  }

  #throwIfTimedOut(): void {
    if (this.#remaining() > 0) return;
    throw stillRunning(this.#operationId, this.#options.timeout ?? 0);
  }
}
