/**
 * Reads files of bars without holding up whoever else waits: long ones in a thread of their own.
 * @module
 */
import type { BarFile } from "../../../bar_files/bar_file.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import { KtrdrError } from "../../../errors.ts";
import { JobWorker } from "../../jobs/job_worker.ts";
import type { BarFileResult, BarFileWork } from "./bar_file_work.ts";

/** Bytes that are read in less time than a thread takes to start; those of what is packed become many more. */
const longestAtOnce = { text: 1024 * 1024, packed: 64 * 1024 } as const;

/** Reads files. Disposing of it ends its threads; what waits for one is rejected. */
export class BarFileReader implements Disposable {
  readonly #createWorker: () => Worker;
  readonly #ending = new AbortController();

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  /** The bars of a file. Rejects with a RangeError that says why there are none. */
  async read(bytes: Uint8Array<ArrayBuffer>, options: ReadBarFileOptions): Promise<BarFile> {
    const { recognize } = await import("../../../bar_files/containers/recognize.ts");
    const limit = recognize(bytes) === "text" ? longestAtOnce.text : longestAtOnce.packed;
    if (bytes.length <= limit) {
      const { readBarFile } = await import("../../../bar_files/read_bar_file.ts");
      return await readBarFile(bytes, options);
    }
    const { file, refusal } = await this.#readApart({ kind: "bar_file", bytes, options });
    if (file === null) throw new RangeError(refusal);
    return file;
  }

  async #readApart(work: BarFileWork): Promise<BarFileResult> {
    const { promise, resolve, reject } = Promise.withResolvers<BarFileResult>();
    const fail = (message: string) => reject(new KtrdrError(`Cannot read the file of bars: ${message}`));
    const end = () => fail("the engine was closed");
    this.#ending.signal.addEventListener("abort", end);
    if (this.#ending.signal.aborted) end();
    using _worker = new JobWorker<BarFileWork, BarFileResult>({
      createWorker: this.#createWorker,
      work,
      onMessage: (message) => {
        if (message.type === "done") resolve(message.result);
        if (message.type === "failed") fail(message.message);
      },
    });
    try {
      return await promise;
    } finally {
      this.#ending.signal.removeEventListener("abort", end);
    }
  }

  [Symbol.dispose](): void {
    this.#ending.abort();
  }
}
