import { formatBytes } from "../../lib/output/format.ts";
import { createProgressView } from "../../lib/output/progress/progress.ts";
import type { ProgressView } from "../../lib/output/progress/progress_view.ts";
import { viewOptions } from "../operation/run/show_progress.ts";
import type { Context } from "../program/context.ts";
import type { LongFile } from "./read_bar_files.ts";

/** How much of a long file has been read, on stderr. Disposing of it takes it away. */
export class UploadProgress implements Disposable {
  readonly #size: number;
  readonly #view: ProgressView;
  readonly #display: Disposable;
  #read = 0;

  constructor(context: Context, { name, size }: LongFile) {
    this.#size = size;
    this.#view = createProgressView(viewOptions(context));
    this.#display = context.printer.attachDisplay(this.#view);
    this.#view.start(`Importing ${name}`, "Ctrl+C stops it, and nothing is stored");
  }

  /** The same bytes, which are counted as they are taken. */
  watch(content: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    return content.pipeThrough(
      new TransformStream({
        transform: (part, controller) => {
          this.#count(part.length);
          controller.enqueue(part);
        },
      }),
    );
  }

  #count(bytes: number): void {
    this.#read = Math.min(this.#read + bytes, this.#size);
    const isRead = this.#read === this.#size;
    this.#view.update({
      percentage: 100 * this.#read / this.#size,
      message: isRead ? "storing" : `${formatBytes(this.#read)} of ${formatBytes(this.#size)}`,
      stepsCompleted: 0,
      stepsTotal: 0,
      itemsProcessed: 0,
    });
  }

  [Symbol.dispose](): void {
    this.#view[Symbol.dispose]();
    this.#display[Symbol.dispose]();
  }
}
