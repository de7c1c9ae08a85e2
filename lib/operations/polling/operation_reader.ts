import type { ApiClient } from "../../client/api_client.ts";
import { plainText } from "../../client/plain_text.ts";
import type { Operation } from "../../contract/operation.ts";
import { ContractError } from "../../errors.ts";
import { pollInterval, type PollPace } from "./poll_interval.ts";

/** How an operation is read. */
interface OperationReaderOptions {
  /** A fixed time between two reads, in milliseconds. */
  pollInterval: number | undefined;
  signal: AbortSignal;
}

/** How one read is done. */
interface ReadChoices {
  /** Whether the server may hold its answer back until something changes. */
  mayWait: boolean;
  /** But no longer than this, in milliseconds. */
  atMost: number;
}

/** For how long a server may hold an answer back. Seconds. */
const longestWait = 25;
/** Between two answers of a server that can wait for a change, so that a lively operation floods nobody. Milliseconds. */
const shortestPause = 50;

/** Reads one operation again and again: by waiting for its changes where the server can, else at a pace. */
export class OperationReader {
  readonly #client: ApiClient;
  readonly #operationId: string;
  readonly #options: OperationReaderOptions;
  /** Whether the server can hold an answer back until something changes; undefined until it was asked. */
  #canWait: boolean | undefined;
  #version: number | undefined;
  /** How the last answer came: asked for plainly, held back by the server, or at once although it might have been. */
  #manner: "polled" | "held" | "early" = "polled";

  constructor(client: ApiClient, operationId: string, options: OperationReaderOptions) {
    this.#client = client;
    this.#operationId = operationId;
    this.#options = options;
    this.forget();
  }

  /** Reads it. Throws `ContractError` for the answer that belongs to another operation, else as the client does. */
  async read(choices: ReadChoices): Promise<Operation> {
    const askedAt = this.#client.now();
    const wait = this.#canWait === true && choices.mayWait
      ? Math.min(longestWait, Math.max(1, Math.ceil(choices.atMost / 1_000)))
      : undefined;
    const seen = this.#version;
    const { operation, version } = await this.#client.operations.read(this.#operationId, {
      signal: this.#options.signal,
      retries: 0,
      timeout: this.#client.timeout + (wait ?? 0) * 1_000,
      ...(wait === undefined ? {} : { wait, seen }),
    });
    this.#requireOurs(operation);
    // A server that at once tells the version we know already does not wait: it is polled at the usual pace.
    const isNews = version !== undefined && version !== seen;
    const isHeld = isNews || this.#client.now() - askedAt >= (wait ?? 0) * 500;
    this.#manner = wait === undefined ? "polled" : isHeld ? "held" : "early";
    this.#version = version;
    return operation;
  }

  /** Milliseconds until the next read. Asks the server first whether it can wait, once. */
  async pauseLength(pace: PollPace): Promise<number> {
    this.#canWait ??= await this.#askWhetherItCanWait();
    if (this.#canWait && this.#manner === "polled") return 0;
    if (this.#canWait && this.#manner === "held") return shortestPause;
    return this.#options.pollInterval ?? pollInterval(pace);
  }

  /** Whether it is known that the server cannot hold an answer back until something changes: who can tells all. */
  get isPolled(): boolean {
    return this.#canWait === false;
  }

  /** Forgets what the server can do: another one may have come back. */
  forget(): void {
    this.#canWait = this.#options.pollInterval === undefined ? undefined : false;
  }

  /** An answer that was mixed up on the way must not end anything. */
  #requireOurs({ operation_id: id }: Operation): void {
    if (id === this.#operationId) return;
    const asked = `operation "${this.#operationId}"`;
    throw new ContractError(`The answer for ${asked} tells of "${plainText(id, { limit: 100 })}"`);
  }

  async #askWhetherItCanWait(): Promise<boolean> {
    const { signal } = this.#options;
    try {
      return await this.#client.health.supports("operation_wait", { signal, timeout: 5_000, retries: 0 });
    } catch {
      signal.throwIfAborted();
      return false;
    }
  }
}
