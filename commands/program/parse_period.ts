import { UsageError } from "../../lib/errors.ts";

/** The period of a command, as the user wrote it: `--start` and `--start-date` are the same. */
interface PeriodOptions {
  startDate?: string | undefined;
  endDate?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
}

/** A checked period, as the API takes it; a bound left out is not there. */
export interface Period {
  start_date?: string;
  end_date?: string;
}

/** Checks the dates of a period and their order. Throws UsageError that names the flag. */
export function parsePeriod(options: { startDate: string; endDate: string }): Required<Period>;
export function parsePeriod(options: PeriodOptions): Period;
export function parsePeriod(options: PeriodOptions): Period {
  const { startDate = options.start, endDate = options.end } = options;
  const start = startDate === undefined ? undefined : parseDate(startDate, "--start");
  const end = endDate === undefined ? undefined : parseDate(endDate, "--end");
  if (start !== undefined && end !== undefined && Date.parse(start) > Date.parse(end)) {
    throw new UsageError(`--start '${start}' is after --end '${end}'`);
  }
  return {
    ...(start === undefined ? {} : { start_date: start }),
    ...(end === undefined ? {} : { end_date: end }),
  };
}

const datePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

function parseDate(text: string, flag: string): string {
  const date = text.trim().replace(" ", "T");
  const match = datePattern.exec(date);
  const day = match === null ? NaN : Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  // Date.UTC rolls over: 31 June would silently become 1 July.
  const isReal = match !== null &&
    new Date(day).toISOString().startsWith(`${match[1]}-${match[2]}-${match[3]}`);
  if (!isReal || Number.isNaN(Date.parse(date))) {
    throw new UsageError(`${flag} '${text}' is no date, expected one such as 2020-01-31`);
  }
  return date;
}
