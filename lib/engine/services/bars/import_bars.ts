/**
 * Importing files of bars.
 * @module
 */
import type { MergedSeries } from "../../store/bars/bar_records.ts";
import type { Engine } from "../engine.ts";
import type { UploadBody } from "../uploads/upload_body.ts";
import type { BarReading, ReadBars, ReadFile } from "./read_bar_upload.ts";

/** Bars to import. */
interface BarImport extends BarReading {
  readonly symbol: string;
  readonly body: UploadBody;
  /** Whether whatever is stored of the series gives way. */
  readonly replaces: boolean;
  /** Whether nothing is stored. */
  readonly isDryRun: boolean;
  /** Ends it; nothing is stored then. */
  readonly signal?: AbortSignal | undefined;
}

/** What an import did. */
export interface BarImportResult extends ReadBars {
  /** All bars there are now; null where nothing was stored. */
  readonly series: MergedSeries | null;
}

/**
 * Adds the bars of files; where a time is already stored the new bar wins. All or nothing. Rejects as `readBarUpload()`
 * does.
 */
export async function importBars(
  { uploads, barWriter }: Pick<Engine, "uploads" | "barWriter">,
  { symbol, body, replaces, isDryRun, signal, ...reading }: BarImport,
): Promise<BarImportResult> {
  const read = await uploads.readBars(body, reading);
  const { timeframe, bars } = read;
  const series = isDryRun ? null : await barWriter.write({ symbol, timeframe }, bars, {
    change: { kind: "import", source: { files: read.files.map(describeSource) } },
    replacesAll: replaces,
    signal,
  });
  return { ...read, series };
}

function describeSource({ name, sha256, understood, rows }: ReadFile) {
  return { name, sha256, rows, understood };
}
