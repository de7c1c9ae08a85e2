/**
 * Which column was taken for what.
 * @module
 */
import { type BarColumns, columnRoles } from "./bar_columns.ts";
import { cutField } from "./quote_field.ts";

/** The most columns that are described one by one although nothing is read from them. */
const mostIgnored = 20;

/** The titles of the columns by their role, and those that nothing is read from. */
export function describeUse(
  columns: BarColumns,
): { readonly used: Record<string, string>; readonly ignored: string[] } {
  const used: Record<string, string> = {};
  for (const role of columnRoles) {
    if (columns[role] >= 0 && isRead(columns, role)) used[role] = cutField(columns.titles[columns[role]]);
  }
  const read = columnRoles.filter((role) => isRead(columns, role)).map((role) => columns[role]);
  const ignored = columns.titles.filter((_, place) => !read.includes(place)).map(cutField);
  const left = ignored.length - mostIgnored;
  return { used, ignored: left > 0 ? [...ignored.slice(0, mostIgnored), `${left} more`] : ignored };
}

function isRead(columns: BarColumns, role: typeof columnRoles[number]): boolean {
  return columns[role] >= 0 && role !== "tickVolume" && role !== "adjustedClose" && role !== "period";
}

/** One line a column: what it is, and the name it was found under. */
export function describeColumns(columns: BarColumns): string[] {
  const { used, ignored } = describeUse(columns);
  const clock = used.timeOfDay === undefined ? "" : ` with ${used.timeOfDay}`;
  const more = used.moreVolume === undefined ? "" : ` and ${used.moreVolume}`;
  return [
    `time: ${used.time}${clock}`,
    `open: ${used.open}`,
    `high: ${used.high}`,
    `low: ${used.low}`,
    `close: ${used.close}`,
    used.volume === undefined ? "volume: no column, 0 for every bar" : `volume: ${used.volume}${more}`,
    ...ignored.map((title) => `ignored: ${title}`),
  ];
}
