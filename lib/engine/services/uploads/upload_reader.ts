/**
 * Reads what is uploaded without holding up whoever else waits: what is long in a thread of its own, for a limited time.
 * @module
 */
import { KtrdrError } from "../../../errors.ts";
import type { StrategyProblem } from "../../../strategy/strategy_problem.ts";
import { runApart } from "../../jobs/run_apart.ts";
import type { ModelContent } from "../../store/models/model_files.ts";
import type { Uploads } from "../engine.ts";
import { detailError, ServiceError } from "../service_error.ts";
import { type BarReading, type ReadBars, readBarUpload } from "../bars/read_bar_upload.ts";
import { readModelBundle } from "../models/read_model_bundle.ts";
import { type Bytes, joinUpload, type UploadBody } from "./upload_body.ts";
import { feedUpload } from "./upload_port.ts";
import { listStrategyErrors, type Upload, type UploadResult } from "./upload_work.ts";

const kibibyte = 1024;

/** Bytes, or characters, that are read in less time than a thread takes to start; those of what is packed become many more. */
const longestAtOnce = {
  bars: 1024 * kibibyte,
  packedBars: 64 * kibibyte,
  strategy: 8 * kibibyte,
  model: 1024 * kibibyte,
} as const;

/** Seconds that a thread may take: many times what the longest sound upload takes. */
const longestReading: Readonly<Record<Upload["kind"], number>> = { bars: 300, strategy: 20, model: 60 };

/** What a reader needs. */
interface UploadReaderOptions {
  /** Starts a thread that runs `worker.ts`. */
  readonly createWorker: () => Worker;
  /** Seconds that a thread may take. Default: 20 for a strategy, 60 for a model, 300 for bars. */
  readonly timeout?: number;
}

interface ReadApartOptions {
  readonly transfer?: readonly Transferable[];
  /** Ends the thread; besides the end of the reader. */
  readonly signal?: AbortSignal;
}

/**
 * Reads uploads; one long one at a time, which takes no longer in all, and leaves the other cores to whoever else waits.
 * Disposing of it ends its threads; what waits for one is rejected.
 */
export class UploadReader implements Uploads, Disposable {
  readonly #options: UploadReaderOptions;
  readonly #ending = new AbortController();
  /** The last one that is read in a thread, or waits for that. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: UploadReaderOptions) {
    this.#options = options;
  }

  async readBars(body: UploadBody, options: BarReading): Promise<ReadBars> {
    const isForm = options.contentType !== "";
    const limit = isForm || await isPacked(body) ? longestAtOnce.packedBars : longestAtOnce.bars;
    return (isShort(body, limit) ? await readAtOnce(body, options) : null) ??
      await this.#queue(() => this.#readFed(body, (port) => ({ kind: "bars", port, options })));
  }

  async listErrors(text: string): Promise<readonly StrategyProblem[]> {
    return text.length <= longestAtOnce.strategy
      ? listStrategyErrors(text)
      : await this.#queue(() => this.#readApart({ kind: "strategy", text }));
  }

  async readModel(body: UploadBody): Promise<ModelContent> {
    return isShort(body, longestAtOnce.model)
      ? await readModelBundle(await joinUpload(body.start))
      : await this.#queue(() => this.#readFed(body, (port) => ({ kind: "model", port })));
  }

  #queue<Contents>(read: () => Promise<Contents>): Promise<Contents> {
    const reading = this.#last.then(read);
    this.#last = reading.catch(() => {});
    return reading;
  }

  async #readFed<Contents>(body: UploadBody, describe: (port: MessagePort) => Upload): Promise<Contents> {
    using feed = feedUpload(body);
    const { port, failed } = feed;
    return await this.#readApart(describe(port), { transfer: [port], signal: failed });
  }

  async #readApart<Contents>(upload: Upload, { transfer, signal }: ReadApartOptions = {}): Promise<Contents> {
    const ends = signal === undefined ? [] : [signal];
    const seconds = this.#options.timeout ?? longestReading[upload.kind];
    return contentsOf(
      await runApart<Upload, UploadResult<Contents>>(upload, {
        createWorker: this.#options.createWorker,
        transfer: transfer ?? [],
        signal: AbortSignal.any([this.#ending.signal, ...ends]),
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

async function* walk(parts: readonly Bytes[]): AsyncGenerator<Bytes> {
  yield* parts;
}

/** The bars of a short upload; null where a thread must read it all the same. */
async function readAtOnce({ start }: UploadBody, options: BarReading): Promise<ReadBars | null> {
  try {
    return await readBarUpload(walk(start), { ...options, reading: { ...options.reading, isAtOnce: true } });
  } catch (error) {
    const { NeedsThread } = await import("../../../bar_files/read_bar_file.ts");
    if (error instanceof NeedsThread) return null;
    throw error;
  }
}

/** Whether there may be much more in it than meets the eye. */
async function isPacked({ start: [first = new Uint8Array()] }: UploadBody): Promise<boolean> {
  const { recognize } = await import("../../../bar_files/containers/recognize.ts");
  try {
    return recognize(first) !== "text";
  } catch (error) {
    // Whoever reads it will say that it is of no known kind.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isShort({ length, rest }: UploadBody, limit: number): boolean {
  return rest === null && length <= limit;
}

function unreadable(reason: string): KtrdrError {
  return new KtrdrError(`Cannot read what was uploaded: ${reason}`);
}

function contentsOf<Contents>(result: UploadResult<Contents>): Contents {
  if (result.refusal === undefined) return result.contents;
  throw new ServiceError(result.refusal.status, result.refusal.body);
}
