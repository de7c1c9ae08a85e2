/**
 * The addition of many bars, in short transactions between which others have their turn. Nobody sees any of them before
 * the last one: that makes the change, which is all or nothing.
 * @module
 */
import { type Bars, sliceBars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import type { ProcessLock } from "../processes/process_lock.ts";
import { type ChangeCounts, findNewestChange, reserveChange } from "./bar_changes.ts";
import {
  type BarChunk,
  chunkSize,
  deleteHidden,
  hideTakenAway,
  insertChunks,
  listChunks,
  removeChunk,
  showChunks,
} from "./bar_chunks.ts";
import { always, type BarChange, type MergeInTurnsOptions, type SeriesName } from "./bar_records.ts";
import { addPiece, compareChunk, cutPiece, listPieces } from "./change_bars.ts";

/** Bars that are dealt with in a turn: some 10 ms. */
const barsOfTurn = 4 * chunkSize;
/** Chunks that are deleted in a turn. */
const deletedOfTurn = 16;

/** What a change under way needs. */
interface TurnsOptions extends Pick<MergeInTurnsOptions, "pause" | "signal" | "replacesAll"> {
  readonly database: Database;
  /** Of the process whose change it is. */
  readonly lock: ProcessLock;
  readonly bars: Bars;
}

/** A change that is written down, but not made. */
interface PreparedChange {
  readonly change: number;
  readonly counts: ChangeCounts;
  /** Makes it, within a transaction; false where the series is no longer what it was. */
  make(): boolean;
}

/** A step of a change; it gives how many bars it has dealt with. */
type Step = () => number;

/**
 * Prepares the addition of bars, lets `finish` make it, and clears away what is left of it. Null where the series changes
 * meanwhile. Rejects with the reason of the signal; nothing has happened then.
 */
export async function changeInTurns<Result>(
  series: SeriesName,
  options: TurnsOptions,
  finish: (prepared: PreparedChange) => Result | null,
): Promise<Result | null> {
  const { database, lock, pause } = options;
  const process = lock.hold();
  const change = database.transaction(() => {
    const id = reserveChange(database, series);
    database.run("INSERT INTO bars_under_way (change, process) VALUES (?, ?)", id, process);
    return id;
  });
  try {
    const prepared = await prepare(series, { ...options, change });
    return prepared === null ? null : finish(prepared);
  } finally {
    database.run("DELETE FROM bars_under_way WHERE change = ?", change);
    while (deleteHidden(database, deletedOfTurn)) await pause();
  }
}

async function prepare(
  series: SeriesName,
  { database, bars, replacesAll, pause, signal, change }: TurnsOptions & { readonly change: number },
): Promise<PreparedChange | null> {
  const before = findNewestChange(database, series);
  const isUnchanged = () => isSame(findNewestChange(database, series), before);
  const counts = { added: 0, replaced: 0, removed: 0 };
  const removed: BarChunk[] = [];
  const insert = (part: Bars) => insertChunks(database, { series, change, isHidden: true }, part);
  const adding = { database, series, bars, counts, removed, insert };
  const steps = replacesAll === true ? listReplacements(adding) : listAdditions(adding);
  for (let next = 0; next < steps.length;) {
    const isDone = database.transaction(() => {
      for (let count = 0; next < steps.length && count < barsOfTurn; next++) {
        if (count === 0 && !isUnchanged()) return false;
        count += steps[next]();
      }
      return true;
    });
    if (!isDone) return null;
    await pause();
    signal?.throwIfAborted();
  }
  const make = () => {
    if (!isUnchanged()) return false;
    if (counts.added + counts.replaced + counts.removed === 0) return true;
    hideTakenAway(database, series);
    for (const chunk of removed) removeChunk(database, chunk, change);
    showChunks(database, { series, change });
    return true;
  };
  return { change, counts, make };
}

function isSame(one: BarChange | null, other: BarChange | null): boolean {
  return one?.id === other?.id && one?.undoneAt === other?.undoneAt && one?.added === other?.added &&
    one?.replaced === other?.replaced && one?.removed === other?.removed;
}

interface AddingOptions {
  readonly database: Database;
  readonly series: SeriesName;
  readonly bars: Bars;
  /** Are counted as the steps go on. */
  readonly counts: { added: number; replaced: number; removed: number };
  /** Gets the chunks that are to go. */
  readonly removed: BarChunk[];
  readonly insert: (part: Bars) => void;
}

function listAdditions({ database, series, bars, counts, removed, insert }: AddingOptions): Step[] {
  const writer = { insert, remove: (chunk: BarChunk) => void removed.push(chunk) };
  return listPieces(database, series, bars).map((piece) => () => {
    const done = addPiece(database, writer, { piece, bars });
    counts.added += done.added;
    counts.replaced += done.replaced;
    return piece.end - piece.first;
  });
}

function listReplacements({ database, series, bars, counts, removed, insert }: AddingOptions): Step[] {
  counts.added = bars.time.length;
  const comparisons = listChunks(database, series, always).map((chunk) => () => {
    const { common, replaced } = compareChunk(database, chunk, bars);
    counts.added -= common;
    counts.replaced += replaced;
    counts.removed += chunk.count - common;
    removed.push(chunk);
    return chunk.count;
  });
  const insertions = cutPiece(0, bars.time.length).map(({ first, end }) => () => {
    insert(sliceBars(bars, first, end));
    return end - first;
  });
  return [...comparisons, ...insertions];
}
