/**
 * Changes of a series, made in the chunks that they concern and no others.
 * @module
 */
import { type Bars, sliceBars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import type { ChangeCounts } from "./bar_changes.ts";
import { type BarChunk, chunkSize, findChunkBefore, listChunks, readChunks } from "./bar_chunks.ts";
import { always, type BarPeriod, type SeriesName } from "./bar_records.ts";
import type { ChunkWriter } from "./chunk_writer.ts";
import { countReplaced, mergeBars } from "./merge_bars.ts";
import { firstFrom } from "./select_period.ts";

/** A series that is being changed. */
interface SeriesChange {
  readonly series: SeriesName;
  readonly writer: ChunkWriter;
}

/** A part of the bars that are added: what a stored chunk is joined with, or what becomes chunks of its own. */
interface BarPiece {
  /** Null: there is none to join it with. */
  readonly chunk: BarChunk | null;
  /** The bars from `first` up to `end`, which is no part of it. */
  readonly first: number;
  readonly end: number;
}

/** Most bars of a piece that no chunk is joined with. */
const longestPiece = 4 * chunkSize;

/** Adds bars to a series; where a time is stored the new bar wins. */
export function addBars(database: Database, change: SeriesChange, bars: Bars): ChangeCounts {
  const counts = { added: 0, replaced: 0, removed: 0 };
  for (const piece of listPieces(database, change.series, bars)) {
    const done = addPiece(database, change.writer, { piece, bars });
    counts.added += done.added;
    counts.replaced += done.replaced;
  }
  return counts;
}

/** The pieces of bars that are to be added, in the order of time. */
export function listPieces(database: Database, series: SeriesName, { time }: Bars): BarPiece[] {
  const count = time.length;
  if (count === 0) return [];
  const chunks = listNeighbours(database, series, time);
  if (chunks.length === 0) return cutPiece(0, count);
  return chunks.flatMap((chunk, index) => {
    // Each chunk gets what comes before the next one; the first also what comes before itself.
    const first = index === 0 ? 0 : firstFrom(time, chunk.first);
    const end = index === chunks.length - 1 ? count : firstFrom(time, chunks[index + 1].first);
    return joinWithChunk(chunk, { time, first, end });
  });
}

interface JoinWithChunkOptions {
  readonly time: Float64Array;
  readonly first: number;
  readonly end: number;
}

/** Many bars beside a chunk become chunks of their own. */
function joinWithChunk(chunk: BarChunk, { time, first, end }: JoinWithChunkOptions): BarPiece[] {
  const inside = firstFrom(time, chunk.first);
  const behind = firstFrom(time, chunk.last + 1);
  const room = inside === behind ? chunkSize - chunk.count : chunkSize;
  if (end - first <= room) return first === end ? [] : [{ chunk, first, end }];
  const from = inside - first <= room && inside < behind ? first : inside;
  const to = end - behind <= room && inside < behind ? end : behind;
  const joined = from < to ? [{ chunk, first: from, end: to }] : [];
  return [...cutPiece(first, from), ...joined, ...cutPiece(to, end)];
}

/** Bars that no chunk is joined with, in pieces. */
export function cutPiece(first: number, end: number): BarPiece[] {
  const parts = Math.ceil((end - first) / longestPiece);
  return Array.from({ length: parts }, (_, part) => {
    const start = first + part * longestPiece;
    return { chunk: null, first: start, end: Math.min(end, start + longestPiece) };
  });
}

/** The chunks that bars fall into, or just behind. */
function listNeighbours(database: Database, series: SeriesName, time: Float64Array): BarChunk[] {
  const [start, end] = [time[0], time[time.length - 1]];
  const before = findChunkBefore(database, series, start);
  return listChunks(database, series, { start: before?.last ?? start, end });
}

/** Adds a piece of the bars. */
export function addPiece(
  database: Database,
  writer: ChunkWriter,
  { piece: { chunk, first, end }, bars }: { readonly piece: BarPiece; readonly bars: Bars },
): Pick<ChangeCounts, "added" | "replaced"> {
  const part = sliceBars(bars, first, end);
  if (chunk === null) {
    writer.insert(part);
    return { added: part.time.length, replaced: 0 };
  }
  const stored = readChunks(database, [chunk]);
  const merged = mergeBars(stored, part);
  const replaced = countReplaced(stored, part);
  const added = merged.time.length - stored.time.length;
  if (added > 0 || replaced > 0) {
    writer.remove(chunk);
    writer.insert(merged);
  }
  return { added, replaced };
}

/** Puts bars in the place of the whole series. */
export function replaceBars(database: Database, { series, writer }: SeriesChange, bars: Bars): ChangeCounts {
  const chunks = listChunks(database, series, always);
  const counts = { added: bars.time.length, replaced: 0, removed: 0 };
  for (const chunk of chunks) {
    const done = compareChunk(database, chunk, bars);
    counts.added -= done.common;
    counts.replaced += done.replaced;
    counts.removed += chunk.count - done.common;
  }
  if (counts.added + counts.replaced + counts.removed === 0) return counts;
  for (const chunk of chunks) writer.remove(chunk);
  writer.insert(bars);
  return counts;
}

/** How many bars of a chunk are among others, and how many of those have other values there. */
export function compareChunk(
  database: Database,
  chunk: BarChunk,
  bars: Bars,
): { readonly common: number; readonly replaced: number } {
  const { time } = bars;
  const part = sliceBars(bars, firstFrom(time, chunk.first), firstFrom(time, chunk.last + 1));
  const stored = readChunks(database, [chunk]);
  const merged = mergeBars(stored, part).time.length;
  return {
    common: stored.time.length + part.time.length - merged,
    replaced: countReplaced(stored, part),
  };
}

/** Takes the bars of a period away. */
export function removeBars(
  database: Database,
  { series, writer }: SeriesChange,
  period: BarPeriod,
): ChangeCounts {
  const { start, end } = period;
  let removed = 0;
  for (const chunk of listChunks(database, series, period)) {
    const isWhole = (start === null || chunk.first >= start) && (end === null || chunk.last <= end);
    const bars = isWhole ? undefined : readChunks(database, [chunk]);
    const first = bars === undefined || start === null ? 0 : firstFrom(bars.time, start);
    const last = bars === undefined || end === null ? chunk.count : firstFrom(bars.time, end + 1);
    if (first === last) continue;
    removed += last - first;
    writer.remove(chunk);
    if (bars === undefined) continue;
    writer.insert(sliceBars(bars, 0, first));
    writer.insert(sliceBars(bars, last, chunk.count));
  }
  return { added: 0, replaced: 0, removed };
}
