/**
 * Waits for changes of records.
 * @module
 */

/** How long to wait at most. */
export interface WaitOptions {
  milliseconds: number;
  signal?: AbortSignal | undefined;
}

/** Milliseconds between two looks at a record that another process may change. */
const lookInterval = 250;

/** Those who wait for a change, by operation. */
export class ChangeWaiters implements Disposable {
  readonly #waiting = new Map<string, Set<() => void>>();
  #isClosed = false;

  /**
   * Resolves when `isChanged` holds: looked at now, with every announcement, and four times a second. Resolves also
   * when the time is up, the signal aborts or the waiters are disposed of. Rejects only if `isChanged` throws.
   */
  async wait(operationId: string, isChanged: () => boolean, options: WaitOptions): Promise<void> {
    if (this.#isClosed || options.signal?.aborted || isChanged()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      try {
        if (this.#isClosed || isChanged()) resolve();
      } catch (error) {
        reject(error);
      }
    };
    const done = () => resolve();
    const looking = setInterval(look, lookInterval);
    const timing = setTimeout(done, options.milliseconds);
    options.signal?.addEventListener("abort", done);
    this.#add(operationId, look);
    try {
      await promise;
    } finally {
      clearInterval(looking);
      clearTimeout(timing);
      options.signal?.removeEventListener("abort", done);
      this.#remove(operationId, look);
    }
  }

  /** Makes those who wait for this operation look at once. */
  announce(operationId: string): void {
    for (const look of this.#waiting.get(operationId) ?? []) look();
  }

  /** Ends every wait. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const operationId of this.#waiting.keys()) this.announce(operationId);
  }

  #add(operationId: string, look: () => void): void {
    const looks = this.#waiting.get(operationId) ?? new Set();
    this.#waiting.set(operationId, looks.add(look));
  }

  #remove(operationId: string, look: () => void): void {
    const looks = this.#waiting.get(operationId);
    looks?.delete(look);
    if (looks?.size === 0) this.#waiting.delete(operationId);
  }
}
