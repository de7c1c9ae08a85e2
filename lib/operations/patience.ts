import type { ApiClient } from "../client/api_client.ts";
import { TimeoutError } from "../errors.ts";

/** When patience begins to run out, and how long it lasts. */
export interface PatienceOptions {
  signal: AbortSignal | undefined;
  milliseconds: number;
}

/** Ends some time after a signal was aborted: what runs then may finish, but not for ever. */
export class Patience implements Disposable {
  readonly #client: ApiClient;
  readonly #options: PatienceOptions;
  readonly #ended = new AbortController();
  readonly #disposed = new AbortController();

  constructor(client: ApiClient, options: PatienceOptions) {
    this.#client = client;
    this.#options = options;
    const { signal } = options;
    if (signal?.aborted) this.#begin();
    signal?.addEventListener("abort", () => this.#begin(), { once: true, signal: this.#disposed.signal });
  }

  /** Aborted with a `TimeoutError` when patience has run out. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  [Symbol.dispose](): void {
    this.#disposed.abort();
  }

  #begin(): void {
    const { milliseconds } = this.#options;
    const error = new TimeoutError(`No answer within ${milliseconds / 1_000} s after the interrupt`);
    this.#client.delay(milliseconds, { signal: this.#disposed.signal })
      .then(() => this.#ended.abort(error), () => {});
  }
}
