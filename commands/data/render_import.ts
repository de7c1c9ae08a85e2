/**
 * What an import did, in words.
 * @module
 */
import type { BarFileSummary, DataUpload } from "../../lib/contract/data.ts";
import { formatCount, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { withUnit } from "../../lib/output/text.ts";
import type { ImportOptions } from "./import_options.ts";

/** The number of bars, and what was done with rows and with bars that were there. */
export function renderUpload(imported: DataUpload, style: Style): string {
  const { rows_imported: count, total_bars: total } = imported;
  const series = style.bold(`${imported.symbol} ${imported.timeframe}`);
  const period = `${formatTimestamp(imported.start_date)} to ${formatTimestamp(imported.end_date)}`;
  const inAll = total === count ? "" : `\nNow there are ${formatCount(total)}`;
  const verb = imported.dry_run ? "Would import" : "Imported";
  return `${verb} ${withUnit(count, "bars")} of ${series}, ${period}${describeRows(imported)}${inAll}`;
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

/** What the files were taken for, in two lines; of several files, where they are all alike, once. */
export function renderUnderstood({ files }: DataUpload): string[] {
  const lines = new Map<string, number>();
  for (const file of files) {
    const text = describeFile(file);
    lines.set(text, (lines.get(text) ?? 0) + 1);
  }
  return [...lines].map(([text, count]) =>
    files.length > 1 ? `${withUnit(count, "files")} as ${text}` : `Read as ${text}`
  );
}

function describeFile({ understood }: BarFileSummary): string {
  const { title, used, ignored, zone, date_order: order, bar_time: moment, step } = understood;
  const columns = Object.entries(used).map(([role, name]) => `${describeRole(role)} ${name}`).join(", ");
  const left = ignored.length === 0 ? "" : `; ignored: ${ignored.join(", ")}`;
  const dates = order === null ? "" : `, dates are ${describeOrder(order)}`;
  const apart = step === null ? "" : `, every ${step}`;
  return `${title}: ${columns}${left}\nTimes without a zone are ${zone}, at the ${moment} of the bar${dates}${apart}`;
}

const roles: Readonly<Record<string, string>> = { timeOfDay: "time of day", moreVolume: "more volume" };

function describeRole(role: string): string {
  return roles[role] ?? role;
}

function describeOrder(order: string): string {
  return order === "dmy" ? "day/month/year" : order === "mdy" ? "month/day/year" : "year/month/day";
}

/** The first and the last bars, and the command that says all that was found. */
export function renderPreview(
  imported: DataUpload,
  { paths, options }: { readonly paths: readonly string[]; readonly options: ImportOptions },
): string {
  const overlaps = imported.rows_imported <= imported.first_bars.length;
  const rows = overlaps ? imported.first_bars : [...imported.first_bars, ["…"], ...imported.last_bars];
  const table = rows.map(([time, ...values]) =>
    [typeof time === "string" && time !== "…" ? formatTimestamp(time) : time, ...values].join("  ")
  );
  return [...table, "To import it so:", `  ${repeatCommand(imported, { paths, options })}`].join("\n");
}

function repeatCommand(
  { symbol, timeframe, files }: DataUpload,
  { paths, options }: { readonly paths: readonly string[]; readonly options: ImportOptions },
): string {
  const { understood } = files[0];
  const { used, format, zone, date_order: order, bar_time: moment } = understood;
  const isByPlace = Object.values(used).every((name) => /^field \d+$/.test(name));
  const words = [
    "ktrdr",
    "data",
    "import",
    ...paths,
    "--symbol",
    symbol,
    "--timeframe",
    timeframe,
    "--file-format",
    format,
  ];
  if (!isByPlace && options.adjusted !== true && used.timeOfDay !== "time of day without a name") {
    words.push("--columns", Object.entries(used).map(([role, name]) => `${role}=${name}`).join(","));
  }
  words.push("--timezone", zone, "--bar-time", moment);
  if (order !== null) words.push("--date-order", order);
  if (options.where !== undefined) words.push("--where", options.where);
  if (options.priceScale !== undefined) words.push("--price-scale", String(options.priceScale));
  if (options.member !== undefined) words.push("--member", options.member);
  const flags = (["adjusted", "repair", "force", "replace"] as const).filter((flag) => options[flag]);
  words.push(...flags.map((flag) => `--${flag}`), ...(options.skipBadRows ? ["--skip-bad-rows"] : []));
  return words.map((word) => /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`).join(
    " ",
  );
}
