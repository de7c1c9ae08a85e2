/**
 * Interactive Brokers on the wire: `/ib`. Every answer is `{success, data, error}`; a failure may come with status 200.
 * @module
 */
import * as z from "zod/mini";
import { lenient, nullIfMissing, number, text } from "./fields.ts";

const map = lenient(z.record(z.string(), z.unknown()));

/** An answer of `/ib` that has this data. */
export function ibAnswerSchema<Data extends z.ZodMiniType>(
  data: Data,
): z.ZodMiniObject<{ data: Data }, z.core.$loose> {
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
  connection_metrics: lenient(z.looseObject({
    total_connections: number,
    failed_connections: number,
    uptime_seconds: number,
  })),
  data_metrics: lenient(z.looseObject({
    total_requests: number,
    successful_requests: number,
    failed_requests: number,
    total_bars_fetched: number,
    /** In percent. */
    success_rate: number,
  })),
  ib_available: lenient(z.boolean()),
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
  client_id_range: lenient(z.looseObject({ min: number, max: number })),
  /** Seconds. */
  timeout: number,
  readonly: lenient(z.boolean()),
  rate_limit: lenient(z.looseObject({ max_requests: number, period_seconds: number, pacing_delay: number })),
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
  reconnect_required: z.catch(z.boolean(), false),
});

/** What a change of the configuration did. */
export type IbConfigUpdate = z.infer<typeof ibConfigUpdateSchema>;

/** `POST /ib/cleanup`. */
export const ibCleanupSchema = z.looseObject({ success: z.optional(z.boolean()), message: text, note: text });

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
  is_active: lenient(z.boolean()),
});

/** An instrument that Interactive Brokers knows. */
export type IbSymbol = z.infer<typeof ibSymbolSchema>;

/** `POST /ib/symbols/discover`. `symbol_info` is null where there is no such instrument. */
export const ibDiscoverySchema = z.looseObject({
  symbol_info: nullIfMissing(ibSymbolSchema),
  cached: z.catch(z.boolean(), false),
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
      z.catch(
        z.nullable(z.looseObject({
          earliest_date: text,
          latest_date: text,
          total_days: number,
          cached: lenient(z.boolean()),
        })),
        null,
      ),
    ),
  })),
  requested_timeframes: z.catch(z.array(z.string()), []),
});

/** The periods that Interactive Brokers has bars of. */
export type IbRanges = z.infer<typeof ibRangesSchema>;
