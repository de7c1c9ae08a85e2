/**
 * Where the chunks go that a change brings and takes away.
 * @module
 */
import type { Bars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import {
  type BarChunk,
  type ChangingSeries,
  forgetTakenAway,
  insertChunks,
  removeChunk,
} from "./bar_chunks.ts";

/** Takes what a change does to the chunks of its series. */
export interface ChunkWriter {
  /** Adds bars, ascending in time, as chunks of their own. */
  insert(bars: Bars): void;
  /** Takes a chunk away. */
  remove(chunk: BarChunk): void;
}

/** What a change does. */
interface WriteChunksOptions extends ChangingSeries {
  /** Whether it is a further part of the last change, which can be undone as a whole then. */
  readonly isContinued: boolean;
}

/** Does all at once, within the transaction of the change. The change before can no longer be undone then. */
export function writeChunks(
  database: Database,
  { isContinued, ...changing }: WriteChunksOptions,
): ChunkWriter {
  let isBegun = isContinued;
  const begin = () => {
    if (!isBegun) forgetTakenAway(database, changing.series);
    isBegun = true;
  };
  return {
    insert(bars) {
      begin();
      insertChunks(database, changing, bars);
    },
    remove(chunk) {
      begin();
      removeChunk(database, chunk, changing.change);
    },
  };
}
