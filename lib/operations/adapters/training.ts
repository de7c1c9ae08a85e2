import type { ApiClient } from "../../client/api_client.ts";
import { type TrainingStartRequest, trainingStartResponseSchema } from "../../contract/training.ts";
import type { LostStart, OperationAdapter } from "../operation_adapter.ts";
import { isNotFound } from "../polling/not_found_grace.ts";
import { definedFields, parseStart } from "./start_response.ts";

/** Where a training's id comes from. */
export interface TrainingAdapterOptions {
  /** Milliseconds since the epoch. Default: the clock. */
  now?: (() => number) | undefined;
  /** A number in [0, 1). Default: the platform's secure source. */
  random?: (() => number) | undefined;
}

/** Starts trainings. Each adapter makes one id, so that a training whose start got no answer can be found again. */
export class TrainingAdapter implements OperationAdapter {
  readonly type = "training";
  readonly startEndpoint = "/trainings/start";
  readonly operationId: string;
  readonly #request: TrainingStartRequest;

  constructor(request: TrainingStartRequest, options: TrainingAdapterOptions = {}) {
    this.#request = request;
    this.operationId = request.task_id ?? makeTaskId(options);
  }

  startPayload(): Record<string, unknown> {
    return { ...definedFields(this.#request), task_id: this.operationId };
  }

  parseStartResponse(body: unknown): string {
    return parseStart(body, { endpoint: this.startEndpoint, schema: trainingStartResponseSchema }).task_id;
  }

  async findStarted(client: ApiClient, lost: LostStart): Promise<string | undefined> {
    try {
      await client.operations.get(this.operationId, { signal: lost.signal, retries: 0 });
      return this.operationId;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

/** An id in the server's own form: `op_training_<YYYYMMDD>_<HHMMSS>_<8 hex digits>`, UTC. */
function makeTaskId(options: TrainingAdapterOptions): string {
  const time = new Date(options.now?.() ?? Date.now()).toISOString();
  const date = time.slice(0, 10).replaceAll("-", "");
  const clock = time.slice(11, 19).replaceAll(":", "");
  const number = options.random === undefined
    ? crypto.getRandomValues(new Uint32Array(1))[0]
    : Math.floor(options.random() * 2 ** 32);
  return `op_training_${date}_${clock}_${number.toString(16).padStart(8, "0")}`;
}
