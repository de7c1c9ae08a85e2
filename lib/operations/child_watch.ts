import type { ApiClient } from "../client/api_client.ts";
import { isTerminal, type Operation } from "../contract/operation.ts";
import { researchParametersSchema } from "../contract/research_parameters.ts";
import { KtrdrError } from "../errors.ts";
import { kindOf } from "./kinds.ts";
import { watch } from "./watch.ts";

/** Who is told of the operation that another one has going. */
interface ChildWatchOptions {
  onProgress(child: Operation): void;
}

/** Watches the operation that a research has going, whichever that is, as long as the research says so. */
export class ChildWatch implements Disposable {
  readonly #client: ApiClient;
  readonly #options: ChildWatchOptions;
  #childId: string | undefined;
  #watching = new AbortController();
  #fault: { error: unknown } | undefined;

  constructor(client: ApiClient, options: ChildWatchOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** The operation that is watched. */
  get childId(): string | undefined {
    return this.#childId;
  }

  /**
   * Takes over what is newly known of the research. Throws what went wrong in a watch, unless it is a `KtrdrError`: the
   * research tells how things go on, and a child that cannot be seen is no loss.
   */
  update(research: Operation): void {
    if (this.#fault !== undefined) throw this.#fault.error;
    const childId = childOf(research);
    if (childId === this.#childId) return;
    this.#watching.abort();
    this.#watching = new AbortController();
    this.#childId = childId;
    if (childId !== undefined) void this.#watch(childId, this.#watching.signal);
  }

  [Symbol.dispose](): void {
    this.#watching.abort();
  }

  async #watch(childId: string, signal: AbortSignal): Promise<void> {
    try {
      const onProgress = (_percentage: number, _message: string, child: Operation) => {
        if (!signal.aborted) this.#options.onProgress(child);
      };
      await watch(this.#client, childId, { signal, startedAt: this.#client.now(), onProgress });
    } catch (error) {
      if (!signal.aborted && !(error instanceof KtrdrError)) this.#fault = { error };
    }
  }
}

/** The id of the operation that a research has going; undefined for one that has ended, and any other operation. */
function childOf({ operation_type, metadata, status }: Operation): string | undefined {
  if (!kindOf(operation_type).hasChildren || isTerminal(status)) return undefined;
  const parameters = researchParametersSchema.safeParse(metadata?.parameters).data;
  if (parameters === undefined) return undefined;
  const ids: Readonly<Record<string, string | null | undefined>> = {
    designing: parameters.design_op_id,
    training: parameters.training_op_id,
    backtesting: parameters.backtest_op_id,
    assessing: parameters.assessment_op_id,
  };
  return ids[parameters.phase ?? ""] ?? undefined;
}
