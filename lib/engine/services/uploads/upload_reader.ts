/**
 * Reads what is uploaded without holding up whoever else waits: what is long in a thread of its own, for a limited time.
 * @module
 */
import type { BarFile } from "../../../bar_files/bar_file.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import { KtrdrError } from "../../../errors.ts";
import type { StrategyProblem } from "../../../strategy/strategy_problem.ts";
import { runApart } from "../../jobs/run_apart.ts";
import type { ModelContent } from "../../store/models/model_files.ts";
import type { Uploads } from "../engine.ts";
import { detailError, ServiceError } from "../service_error.ts";
import { readUpload, type Upload, type UploadResult } from "./upload_work.ts";

const kibibyte = 1024;

/** Bytes, or characters, that are read in less time than a thread takes to start; those of what is packed become many more. */
const longestAtOnce = {
  bars: 1024 * kibibyte,
  packedBars: 64 * kibibyte,
  strategy: 8 * kibibyte,
  model: 1024 * kibibyte,
} as const;

/** Seconds that a thread may take: many times what the longest sound upload takes. */
const longestReading: Readonly<Record<Upload["kind"], number>> = { bar_file: 300, strategy: 20, model: 60 };

/** What a reader needs. */
interface UploadReaderOptions {
  /** Starts a thread that runs `worker.ts`. */
  readonly createWorker: () => Worker;
  /** Seconds that a thread may take. Default: 20 for a strategy, 60 for a model, 300 for bars. */
  readonly timeout?: number;
}

/** Reads uploads; of a kind, one long one at a time. Disposing of it ends its threads; what waits for one is rejected. */
export class UploadReader implements Uploads, Disposable {
  readonly #options: UploadReaderOptions;
  readonly #ending = new AbortController();
  /** The last of each kind that is read in a thread, or waits for that. */
  readonly #queues = new Map<Upload["kind"], Promise<unknown>>();

  constructor(options: UploadReaderOptions) {
    this.#options = options;
  }

  /** The bars of a file. Rejects with a RangeError that says why there are none, and as {@linkcode listErrors} does. */
  async readBars(bytes: Uint8Array<ArrayBuffer>, options: ReadBarFileOptions): Promise<BarFile> {
    const { recognize } = await import("../../../bar_files/containers/recognize.ts");
    const limit = recognize(bytes) === "text" ? longestAtOnce.bars : longestAtOnce.packedBars;
    const upload = { kind: "bar_file", bytes, options } as const;
    return bytes.length <= limit ? await readUpload(upload) : await this.#queue<BarFile>(upload);
  }

  /** What makes a strategy unusable; nothing for a sound one. Rejects with a 400 where that takes too long to find out. */
  async listErrors(text: string): Promise<readonly StrategyProblem[]> {
    const upload = { kind: "strategy", text } as const;
    return text.length <= longestAtOnce.strategy
      ? await readUpload(upload)
      : await this.#queue<readonly StrategyProblem[]>(upload);
  }

  /** A model. Rejects with a 400 or 422 that says what is wrong with it, and as {@linkcode listErrors} does. */
  async readModel(bytes: Uint8Array<ArrayBuffer>): Promise<ModelContent> {
    const upload = { kind: "model", bytes } as const;
    return bytes.length <= longestAtOnce.model
      ? await readUpload(upload)
      : await this.#queue<ModelContent>(upload);
  }

  #queue<Contents>(upload: Upload): Promise<Contents> {
    const reading = (this.#queues.get(upload.kind) ?? Promise.resolve()).then(() =>
      this.#readApart<Contents>(upload)
    );
    this.#queues.set(upload.kind, reading.catch(() => {}));
    return reading;
  }

  async #readApart<Contents>(upload: Upload): Promise<Contents> {
    const seconds = this.#options.timeout ?? longestReading[upload.kind];
    return contentsOf(
      await runApart<Upload, UploadResult<Contents>>(upload, {
        createWorker: this.#options.createWorker,
        signal: this.#ending.signal,
        timeout: seconds * 1000,
        whenLate: () => detailError(400, `To read what was uploaded takes longer than ${seconds} s`),
        whenBroken: unreadable,
      }),
    );
  }

  [Symbol.dispose](): void {
    this.#ending.abort(unreadable("the engine was closed"));
  }
}

function unreadable(reason: string): KtrdrError {
  return new KtrdrError(`Cannot read what was uploaded: ${reason}`);
}

function contentsOf<Contents>(result: UploadResult<Contents>): Contents {
  if (result.refusal === undefined) return result.contents;
  if ("message" in result.refusal) throw new RangeError(result.refusal.message);
  throw new ServiceError(result.refusal.status, result.refusal.body);
}
