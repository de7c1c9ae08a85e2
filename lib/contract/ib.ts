/**
 * Interactive Brokers on the wire: `/ib`. Every answer is `{success, data, error}`; a failure may come with status 200.
 * @module
 */
import * as z from "zod";

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);
const map = z.record(z.string(), z.unknown()).nullish().catch(null);

/** An answer of `/ib` that has this data. */
export function ibAnswerSchema<Data extends z.ZodType>(
  data: Data,
): z.ZodObject<{ data: Data }, z.core.$loose> {
  return z.looseObject({ data });
}

/** `GET /ib/status`: the connection of the server to IB Gateway or TWS, and what went over it. */
export const ibStatusSchema = z.looseObject({
  connection: z.looseObject({
    connected: z.boolean(),
    host: text,
    port: number,
    client_id: number,
    connection_time: text,
  }),
  connection_metrics: z.looseObject({
    total_connections: number,
    failed_connections: number,
    uptime_seconds: number,
  }).nullish().catch(null),
  data_metrics: z.looseObject({
    total_requests: number,
    successful_requests: number,
    failed_requests: number,
    total_bars_fetched: number,
    /** In percent. */
    success_rate: number,
  }).nullish().catch(null),
  ib_available: z.boolean().nullish().catch(null),
});

/** The state of the connection to Interactive Brokers. */
export type IbStatus = z.infer<typeof ibStatusSchema>;

/** `GET /ib/health`. */
export const ibHealthSchema = z.looseObject({
  healthy: z.boolean(),
  connection_ok: z.boolean(),
  data_fetching_ok: z.boolean(),
  last_successful_request: text,
  error_message: text,
});

/** Whether bars can be had from Interactive Brokers. */
export type IbHealth = z.infer<typeof ibHealthSchema>;

/** `GET /ib/config`. */
export const ibConfigSchema = z.looseObject({
  host: text,
  port: number,
  client_id_range: z.looseObject({ min: number, max: number }).nullish().catch(null),
  /** Seconds. */
  timeout: number,
  readonly: z.boolean().nullish().catch(null),
  rate_limit: z.looseObject({ max_requests: number, period_seconds: number, pacing_delay: number })
    .nullish().catch(null),
});

/** How the server reaches IB Gateway or TWS. */
export type IbConfig = z.infer<typeof ibConfigSchema>;

/** The body of `PUT /ib/config`: what is to change. */
export interface IbConfigChange {
  host?: string | undefined;
  /** 1–65535. */
  port?: number | undefined;
  /** 0–999999. */
  client_id?: number | undefined;
}

/** `PUT /ib/config`. */
export const ibConfigUpdateSchema = z.looseObject({
  previous_config: ibConfigSchema,
  new_config: ibConfigSchema,
  reconnect_required: z.boolean().catch(false),
});

/** What a change of the configuration did. */
export type IbConfigUpdate = z.infer<typeof ibConfigUpdateSchema>;

/** `POST /ib/cleanup`. */
export const ibCleanupSchema = z.looseObject({ success: z.boolean().optional(), message: text, note: text });

/** What a cleanup of connections did. */
export type IbCleanup = z.infer<typeof ibCleanupSchema>;

/** An instrument that Interactive Brokers knows. Times are in seconds since the epoch. */
export const ibSymbolSchema = z.looseObject({
  symbol: z.string(),
  instrument_type: text,
  exchange: text,
  currency: text,
  description: text,
  discovered_at: number,
  is_active: z.boolean().nullish().catch(null),
});

/** An instrument that Interactive Brokers knows. */
export type IbSymbol = z.infer<typeof ibSymbolSchema>;

/** `POST /ib/symbols/discover`. `symbol_info` is null where there is no such instrument. */
export const ibDiscoverySchema = z.looseObject({
  symbol_info: ibSymbolSchema.nullish().transform((value) => value ?? null),
  cached: z.boolean().catch(false),
  discovery_time_ms: number,
});

/** What came of looking for an instrument. */
export type IbDiscovery = z.infer<typeof ibDiscoverySchema>;

/** `GET /ib/symbols/discovered`. */
export const ibSymbolListSchema = z.looseObject({
  symbols: z.array(ibSymbolSchema),
  total_count: number,
  instrument_types: map,
});

/** The instruments that were discovered before. */
export type IbSymbolList = z.infer<typeof ibSymbolListSchema>;

/** `GET /ib/ranges`. */
export const ibRangesSchema = z.looseObject({
  symbols: z.array(z.looseObject({
    symbol: z.string(),
    ranges: z.record(
      z.string(),
      z.looseObject({
        earliest_date: text,
        latest_date: text,
        total_days: number,
        cached: z.boolean().nullish().catch(null),
      }).nullable().catch(null),
    ),
  })),
  requested_timeframes: z.array(z.string()).catch([]),
});

/** The periods that Interactive Brokers has bars of. */
export type IbRanges = z.infer<typeof ibRangesSchema>;
