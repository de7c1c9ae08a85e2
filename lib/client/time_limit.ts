import { abortable } from "@std/async/abortable";
import { TimeoutError } from "../errors.ts";

/** Rejects as soon as the signal is aborted, even where the server function does not listen to it. */
export async function untilAborted(response: Promise<Response>, signal: AbortSignal): Promise<Response> {
  try {
    return await abortable(response, signal);
  } catch (error) {
    // A response that comes too late still holds a connection.
    if (signal.aborted) response.then((late) => late.body?.cancel()).catch(() => {});
    throw error;
  }
}

/** A timer cannot wait longer: 24 days. Milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * A signal that is aborted with a `TimeoutError` after some milliseconds, unless disposed before. The clock is that of
 * `AbortSignal.timeout()`: for `setTimeout()` Deno loads the timers of Node, which takes longer than a request.
 */
export class TimeLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #clock: AbortSignal;
  readonly #end: () => void;

  constructor(milliseconds: number, request: string) {
    this.#end = () => {
      const hint = "The server may be busy; --request-timeout sets the limit";
      const text = `${request} got no full answer within ${milliseconds / 1_000} s`;
      this.#controller.abort(new TimeoutError(text, { hint, details: { timeout_ms: milliseconds } }));
    };
    this.#clock = AbortSignal.timeout(Math.min(Math.max(milliseconds, 0), longestTimer));
    this.#clock.addEventListener("abort", this.#end);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#clock.removeEventListener("abort", this.#end);
  }
}

/** A signal that follows every given one. */
export function anySignal(...signals: (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
