import { UsageError } from "../../lib/errors.ts";
import { type DataUpload, longestUpload } from "../../lib/contract/data.ts";
import { formatCount, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { withUnit } from "../../lib/output/text.ts";
import type { Context } from "../context.ts";
import { parseSymbol, parseTimeframe } from "../parse_bar_names.ts";
import { readInputBytes } from "../read_input_file.ts";

/** What `data import` takes. */
export interface ImportOptions {
  symbol: string;
  timeframe: string;
  skipBadRows?: true | undefined;
}

/** `ktrdr data import`: sends a CSV file of bars to the engine. */
export async function importBars(context: Context, file: string, options: ImportOptions): Promise<void> {
  const symbol = parseSymbol(options.symbol);
  const timeframe = parseTimeframe(options.timeframe);
  await requireShort(context, file);
  const csv = await readInputBytes(context.host, file, { limit: longestUpload });
  await uploadBars(context, { symbol, timeframe, csv, skipBadRows: options.skipBadRows ?? false });
}

/** Refuses a file that the engine would refuse, before it is read. */
async function requireShort({ host }: Context, file: string): Promise<void> {
  const facts = file === "-" ? null : await host.files.stat(file).catch(() => null);
  if (facts === null || facts.size <= longestUpload) return;
  throw new UsageError(`'${file}' is too long for one import, expected at most 256 MiB`, {
    hint: "Import it in parts: each adds to the bars that are there",
  });
}

/** Bars of one symbol and timeframe as CSV. */
export interface BarUpload {
  symbol: string;
  timeframe: string;
  /** Text, or the UTF-8 bytes of a file, of which there is no need to make a text. */
  csv: string | Uint8Array<ArrayBuffer>;
  skipBadRows: boolean;
}

/** A large file takes its time to be sent and stored: milliseconds. */
const uploadTimeout = 300_000;

/** Sends bars to the engine and prints what it did with them. */
export async function uploadBars(context: Context, upload: BarUpload): Promise<void> {
  const client = await context.client();
  if (!await client.health.supports("data_upload")) {
    throw new UsageError(`The server at ${client.baseUrl} takes no files of bars`, {
      hint: "Use --embedded, or a server started with 'ktrdr serve'",
    });
  }
  const imported = await client.data.upload(upload, {
    query: { skip_bad_rows: upload.skipBadRows },
    timeout: uploadTimeout,
  });
  for (const problem of imported.problems) context.printer.warn(`Line ${problem.line}: ${problem.message}`);
  for (const { code, message } of imported.warnings) context.printer.warn(message, { code });
  context.printer.result(imported, (style) => renderUpload(imported, style));
}

function renderUpload(imported: DataUpload, style: Style): string {
  const { rows_imported: count, total_bars: total } = imported;
  const series = style.bold(`${imported.symbol} ${imported.timeframe}`);
  const period = `${formatTimestamp(imported.start_date)} to ${formatTimestamp(imported.end_date)}`;
  const inAll = total === count ? "" : `\nNow there are ${formatCount(total)}`;
  return `Imported ${withUnit(count, "bars")} of ${series}, ${period}${describeRows(imported)}${inAll}`;
}

/** What there is to tell of rows and bars that are no more; most often nothing. */
function describeRows(imported: DataUpload): string {
  const { rows_skipped: skipped, rows_superseded: superseded, rows_replaced: replaced } = imported;
  const repeats = imported.rows_repeated - superseded;
  const repeating = repeats === 1 ? "1 row repeats another" : `${formatCount(repeats)} rows repeat others`;
  const later = superseded === 1 ? "a later one" : "later ones";
  const parts = [
    skipped === 0 ? "" : `${withUnit(skipped, "bad rows")} left out`,
    repeats === 0 ? "" : repeating,
    superseded === 0 ? "" : `${withUnit(superseded, "rows")} overridden by ${later}`,
    replaced === 0 ? "" : `${withUnit(replaced, "stored bars")} replaced`,
  ];
  return parts.filter((part) => part !== "").map((part) => `, ${part}`).join("");
}
