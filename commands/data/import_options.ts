import { UsageError } from "../../lib/errors.ts";

/** The most bad rows that are left out without --force, as a part of all. */
const mostSkipped = 0.05;

/** What `data import` takes. */
export interface ImportOptions {
  symbol: string;
  timeframe: string;
  fileFormat?: string | undefined;
  columns?: string | undefined;
  timezone?: string | undefined;
  dateOrder?: string | undefined;
  where?: string | undefined;
  priceScale?: number | undefined;
  adjusted?: true | undefined;
  barTime?: string | undefined;
  member?: string | undefined;
  repair?: true | undefined;
  skipBadRows?: true | undefined;
  force?: true | undefined;
  replace?: true | undefined;
  dryRun?: true | undefined;
}

/** What the engine is asked for; what is not given is found there. Throws UsageError for what cannot be. */
export function toUploadQuery(options: ImportOptions): Record<string, string | number | boolean | undefined> {
  const { priceScale } = options;
  if (priceScale !== undefined && !(priceScale > 0)) {
    throw new UsageError(`--price-scale is ${priceScale}, expected a number above 0, such as 0.0001`);
  }
  return {
    format: options.fileFormat,
    columns: options.columns,
    timezone: options.timezone,
    date_order: options.dateOrder,
    where: options.where,
    price_scale: priceScale,
    adjusted: options.adjusted,
    bar_time: options.barTime,
    member: options.member,
    repair: options.repair,
    skip_bad_rows: options.skipBadRows ?? false,
    most_skipped: options.skipBadRows && !options.force ? mostSkipped : undefined,
    force: options.force,
    replace: options.replace,
    dry_run: options.dryRun,
  };
}
