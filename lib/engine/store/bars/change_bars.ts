/**
 * Changes of a series, made in the chunks that they concern and no others.
 * @module
 */
import { type Bars, sliceBars } from "../../domain/bars.ts";
import type { Database } from "../database.ts";
import type { ChangeCounts } from "./bar_changes.ts";
import {
  type BarChunk,
  type ChangingSeries,
  chunkSize,
  findChunkBefore,
  insertChunks,
  listChunks,
  readChunks,
  removeChunk,
} from "./bar_chunks.ts";
import type { BarPeriod } from "./bar_records.ts";
import { countReplaced, mergeBars } from "./merge_bars.ts";
import { firstFrom } from "./select_period.ts";

/** Adds bars to a series; where a time is stored the new bar wins. */
export function addBars(database: Database, changing: ChangingSeries, bars: Bars): ChangeCounts {
  const counts = { added: 0, replaced: 0, removed: 0 };
  if (bars.time.length === 0) return counts;
  const chunks = listNeighbours(database, changing, bars);
  if (chunks.length === 0) {
    insertChunks(database, changing, bars);
    return { ...counts, added: bars.time.length };
  }
  for (const [index, chunk] of chunks.entries()) {
    // Each chunk gets what comes before the next one; the first also what comes before itself.
    const first = index === 0 ? 0 : firstFrom(bars.time, chunk.first);
    const end = index === chunks.length - 1
      ? bars.time.length
      : firstFrom(bars.time, chunks[index + 1].first);
    if (first === end) continue;
    const done = addToChunk(database, { ...changing, chunk }, sliceBars(bars, first, end));
    counts.added += done.added;
    counts.replaced += done.replaced;
  }
  return counts;
}

/** The chunks that bars fall into, or just behind. */
function listNeighbours(database: Database, { series }: ChangingSeries, { time }: Bars): BarChunk[] {
  const [start, end] = [time[0], time[time.length - 1]];
  const before = findChunkBefore(database, series, start);
  return listChunks(database, series, { start: before?.last ?? start, end });
}

function addToChunk(
  database: Database,
  { chunk, ...changing }: ChangingSeries & { readonly chunk: BarChunk },
  bars: Bars,
): Pick<ChangeCounts, "added" | "replaced"> {
  const inside = firstFrom(bars.time, chunk.first);
  const behind = firstFrom(bars.time, chunk.last + 1);
  if (inside === behind && chunk.count + bars.time.length > chunkSize) {
    insertChunks(database, changing, sliceBars(bars, 0, inside));
    insertChunks(database, changing, sliceBars(bars, inside, bars.time.length));
    return { added: bars.time.length, replaced: 0 };
  }
  const stored = readChunks(database, [chunk]);
  const merged = mergeBars(stored, bars);
  const replaced = countReplaced(stored, bars);
  const added = merged.time.length - stored.time.length;
  if (added > 0 || replaced > 0) {
    removeChunk(database, chunk, changing.change);
    insertChunks(database, changing, merged);
  }
  return { added, replaced };
}

/** Puts bars in the place of the whole series. */
export function replaceBars(database: Database, changing: ChangingSeries, bars: Bars): ChangeCounts {
  const chunks = listChunks(database, changing.series, { start: null, end: null });
  const stored = readChunks(database, chunks);
  const common = stored.time.length + bars.time.length - mergeBars(stored, bars).time.length;
  const counts = {
    added: bars.time.length - common,
    replaced: countReplaced(stored, bars),
    removed: stored.time.length - common,
  };
  if (counts.added + counts.replaced + counts.removed === 0) return counts;
  for (const chunk of chunks) removeChunk(database, chunk, changing.change);
  insertChunks(database, changing, bars);
  return counts;
}

/** Takes the bars of a period away. */
export function removeBars(database: Database, changing: ChangingSeries, period: BarPeriod): ChangeCounts {
  const { start, end } = period;
  let removed = 0;
  for (const chunk of listChunks(database, changing.series, period)) {
    const isWhole = (start === null || chunk.first >= start) && (end === null || chunk.last <= end);
    const bars = isWhole ? undefined : readChunks(database, [chunk]);
    const first = bars === undefined || start === null ? 0 : firstFrom(bars.time, start);
    const last = bars === undefined || end === null ? chunk.count : firstFrom(bars.time, end + 1);
    if (first === last) continue;
    removed += last - first;
    removeChunk(database, chunk, changing.change);
    if (bars === undefined) continue;
    insertChunks(database, changing, sliceBars(bars, 0, first));
    insertChunks(database, changing, sliceBars(bars, last, chunk.count));
  }
  return { added: 0, replaced: 0, removed };
}
