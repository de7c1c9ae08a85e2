/**
 * A folder of files `SYMBOL_timeframe.csv` that somebody else keeps, as it is at the moment.
 * @module
 */
import { join } from "@std/path";
import { longestUpload } from "../../../contract/data.ts";
import { timeframeNames } from "../../../contract/words/timeframe.ts";
import { KtrdrError, UsageError } from "../../../errors.ts";
import { listFolder, readInside, stampFile } from "../files.ts";
import { isSymbol } from "../names.ts";
import type { SeriesName } from "./bar_records.ts";

/** A file of the bars of one series. */
export interface BarFolderFile extends SeriesName {
  readonly path: string;
}

/** Files of bars. */
export interface BarFolder {
  readonly path: string;
  /** One file a series, by symbol and timeframe; none where the folder is gone. Symbols are in upper case. */
  list(): readonly BarFolderFile[];
  /** The file of a series; null where there is none. */
  find(series: SeriesName): BarFolderFile | null;
  /** What changes when the file does; null where it is gone. Throws as {@linkcode BarFolder.read} does. */
  stamp(file: BarFolderFile): string | null;
  /** The bytes of a file; null where it is gone. Throws UsageError, naming the file, where it cannot be read. */
  read(file: BarFolderFile): Uint8Array<ArrayBuffer> | null;
}

/** The files of bars in a folder. */
export function createBarFolder(path: string): BarFolder {
  const list = () => {
    const files = listFolder(path).toSorted().flatMap((name) => toFile(path, name));
    return [...Map.groupBy(files, nameOf).values()].map((same) => same[0]);
  };
  return {
    path,
    list,
    find: (series) => list().find((file) => nameOf(file) === nameOf(series)) ?? null,
    stamp: (file) => askUser(() => stampFile(file.path)),
    read: (file) => askUser(() => readInside(file.path, { folder: path, limit: longestUpload })),
  };
}

function nameOf({ symbol, timeframe }: SeriesName): string {
  return `${symbol} ${timeframe}`;
}

/** In upper case comes first, since that is how the names sort. */
function toFile(folder: string, name: string): BarFolderFile[] {
  const [, stem = "", timeframe] = /^(.+)_([^_]+)\.csv$/.exec(name) ?? [];
  if (!isSymbol(stem) || !timeframeNames.some((known) => known === timeframe)) return [];
  return [{ symbol: stem.toUpperCase(), timeframe, path: join(folder, name) }];
}

/** What is wrong with a file of the folder is for the user to mend. */
function askUser<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof KtrdrError)) throw error;
    throw new UsageError(error.message, {
      hint: "Correct the file, or take it out of the folder",
      cause: error,
    });
  }
}
