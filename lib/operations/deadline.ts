import type { ApiClient } from "../client/api_client.ts";
import { TimeoutError } from "../errors.ts";

/** When a deadline begins to run, and how long it lasts. */
interface DeadlineOptions {
  /** It begins at once, or when a signal is aborted; never where there is none. */
  begins: "now" | AbortSignal | undefined;
  /** Undefined: it never ends. */
  milliseconds: number | undefined;
}

/** No timer can wait longer than 24 days at a time. Milliseconds. */
const longestWait = 2 ** 30;

/** Ends after some time. It is measured by waits, since a clock may be set to another time while it runs. */
export class Deadline implements Disposable {
  readonly #client: ApiClient;
  readonly #milliseconds: number | undefined;
  readonly #ended = new AbortController();
  readonly #disposed = new AbortController();

  constructor(client: ApiClient, { begins, milliseconds }: DeadlineOptions) {
    this.#client = client;
    this.#milliseconds = milliseconds;
    const begin = () => void this.#run();
    if (begins === "now" || begins?.aborted) begin();
    else begins?.addEventListener("abort", begin, { once: true, signal: this.#disposed.signal });
  }

  /** Aborted with a `TimeoutError` when it has passed. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  [Symbol.dispose](): void {
    this.#disposed.abort();
  }

  async #run(): Promise<void> {
    if (this.#milliseconds === undefined) return;
    try {
      for (let left = this.#milliseconds; left > 0; left -= longestWait) {
        await this.#client.delay(Math.min(left, longestWait), { signal: this.#disposed.signal });
      }
    } catch {
      return; // nobody waits any more
    }
    this.#ended.abort(new TimeoutError(`No answer within ${this.#milliseconds / 1_000} s`));
  }
}
