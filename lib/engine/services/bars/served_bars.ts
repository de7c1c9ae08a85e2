/**
 * The files of bars in a folder that is served: taken into the store when somebody asks for their bars.
 * @module
 */
import type { BarFolder, BarFolderFile } from "../../store/bars/bar_folder.ts";
import type { SeriesName, Store } from "../../store/store.ts";
import type { BarWriter } from "./bar_writer.ts";
import { importBars } from "./import_bars.ts";
import { wholeUpload } from "../uploads/upload_body.ts";
import { ServiceError } from "../service_error.ts";
import type { BarUpdates, Uploads } from "../engine.ts";

/** What the served bars stand on. */
interface ServedBarsOptions {
  readonly store: Store;
  readonly uploads: Uploads;
  readonly barWriter: BarWriter;
}

/** A file as it was taken in, or is being taken in. */
interface TakenFile {
  readonly stamp: string;
  readonly done: Promise<void>;
}

/** Keeps the store up to date with the folder, as far as it is asked for. */
export class ServedBars implements BarUpdates {
  readonly #options: ServedBarsOptions;
  readonly #taken = new Map<string, TakenFile>();

  constructor(options: ServedBarsOptions) {
    this.#options = options;
  }

  /**
   * Takes in the files of some series, where there are any and they have changed since. Requests that come meanwhile wait
   * for the same import. Rejects with a 400 that names file and line where a file cannot be taken, until it is another.
   */
  async update(series: readonly SeriesName[]): Promise<void> {
    const { barFolder } = this.#options.store;
    if (barFolder === null) return;
    for (const one of series) {
      const file = barFolder.find(one);
      const stamp = file === null ? null : barFolder.stamp(file);
      if (file !== null && stamp !== null) await this.#take(file, { folder: barFolder, stamp });
    }
  }

  async #take(
    file: BarFolderFile,
    { folder, stamp }: { readonly folder: BarFolder; readonly stamp: string },
  ): Promise<void> {
    const earlier = this.#taken.get(file.path);
    if (earlier?.stamp === stamp) return await earlier.done;
    // One after the other, so that what was read last is what counts.
    const before = earlier?.done.catch(() => {});
    const taken = { stamp, done: this.#import(file, { folder, before }) };
    this.#taken.set(file.path, taken);
    try {
      await taken.done;
    } catch (error) {
      // What is wrong with the file stays wrong; anything else may go better the next time.
      const isTaken = this.#taken.get(file.path) === taken;
      if (isTaken && !(error instanceof ServiceError)) this.#taken.delete(file.path);
      throw error;
    }
  }

  async #import(
    file: BarFolderFile,
    { folder, before }: { readonly folder: BarFolder; readonly before: Promise<void> | undefined },
  ): Promise<void> {
    await before;
    const bytes = folder.read(file);
    if (bytes === null) return;
    await importBars(this.#options, {
      symbol: file.symbol,
      timeframe: file.timeframe,
      body: wholeUpload(bytes),
      name: file.path,
      isNamed: true,
      contentType: "",
      reading: {},
      skipBadRows: false,
      mostSkipped: 0,
      replaces: false,
      isDryRun: false,
    });
  }
}
