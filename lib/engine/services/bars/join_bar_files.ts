import type { BarFile } from "../../../bar_files/bar_file.ts";
import { sortBars } from "../../../bar_files/bars/sort_bars.ts";
import type { Bars } from "../../domain/bars.ts";
import type { ImportWarning } from "./import_warnings.ts";
import { toDateText } from "../iso_date.ts";

/** The bars of several files as one series. */
interface JoinedFiles {
  readonly bars: Bars;
  readonly duplicates: number;
  readonly conflictCount: number;
  readonly warnings: readonly ImportWarning[];
}

/** The bars of all files; where two have one time, the later file wins, and it is told where its values are others. */
export function joinFiles(files: readonly NamedBars[]): JoinedFiles {
  const own = {
    duplicates: files.reduce((sum, { file }) => sum + file.duplicates, 0),
    conflictCount: files.reduce((sum, { file }) => sum + file.conflictCount, 0),
  };
  if (files.length === 1) return { bars: files[0].file.bars, ...own, warnings: [] };
  const starts: number[] = [];
  let length = 0;
  for (const { file } of files) {
    starts.push(length);
    length += file.bars.time.length;
  }
  const sorted = sortBars(
    concatenate(files, { starts, length }),
    Uint32Array.from({ length }, (_, bar) => bar),
  );
  const nameOf = (bar: number) => files[starts.findLastIndex((start) => start <= bar)].name;
  const [first] = sorted.conflicts;
  const warnings: ImportWarning[] = first === undefined ? [] : [{
    code: "other_values",
    message: `${nameOf(first.laterLine)} has other values than ${nameOf(first.line)} for ${
      sorted.conflictCount === 1 ? "1 bar" : `${sorted.conflictCount} bars`
    }, the first of ${
      toDateText(first.time).replace("T", " ").replace(/(:00)?Z$/, "")
    }; the later file counts`,
  }];
  return {
    bars: sorted.bars,
    duplicates: own.duplicates + sorted.duplicates,
    conflictCount: own.conflictCount + sorted.conflictCount,
    warnings,
  };
}

function concatenate(
  files: readonly NamedBars[],
  { starts, length }: { readonly starts: readonly number[]; readonly length: number },
): Bars {
  const column = (name: keyof Bars) => {
    const whole = new Float64Array(length);
    files.forEach(({ file }, place) => whole.set(file.bars[name], starts[place]));
    return whole;
  };
  return {
    time: column("time"),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
  };
}

/** Which file it is. */
export interface FileIdentity {
  /** As the user named it; empty where the sender told none. */
  readonly name: string;
  /** The SHA-256 of its bytes, as hexadecimal digits. */
  readonly sha256: string;
}

/** A file that was read. */
export interface NamedBars extends FileIdentity {
  readonly file: BarFile;
}
