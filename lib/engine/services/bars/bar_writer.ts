/**
 * Many bars on their way into the store.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import { nextTurn } from "../../jobs/next_turn.ts";
import type { MergedSeries, MergeOptions, SeriesName, Store } from "../../store/store.ts";
import { detailError } from "../service_error.ts";

/** How bars are stored. */
interface WriteBarsOptions extends Omit<MergeOptions, "continues"> {
  /** Ends it; nothing is stored then. */
  readonly signal?: AbortSignal | undefined;
}

/** Stores bars while others are answered. Disposing of it ends what is under way, and waits until nothing is left of it. */
export class BarWriter implements AsyncDisposable {
  readonly #store: Pick<Store, "bars">;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(store: Pick<Store, "bars">) {
    this.#store = store;
  }

  /** Adds bars as `BarStore.mergeInTurns()` does. */
  async write(series: SeriesName, bars: Bars, options: WriteBarsOptions): Promise<MergedSeries> {
    const signals = options.signal === undefined ? [] : [options.signal];
    const signal = AbortSignal.any([this.#closing.signal, ...signals]);
    signal.throwIfAborted();
    const writing = this.#store.bars.mergeInTurns(series, bars, { ...options, signal, pause: nextTurn });
    const settled = writing.catch(() => {});
    this.#underWay.add(settled);
    try {
      return await writing;
    } finally {
      this.#underWay.delete(settled);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(detailError(503, "The server is stopping"));
    await Promise.all(this.#underWay);
  }
}
