/**
 * What a KTRDR server says of Interactive Brokers while all is well.
 * @module
 */
import { json, type Responder } from "./scripted_server.ts";

const answer = (data: unknown): Responder => json({ success: true, data, error: null });

const config = {
  host: "127.0.0.1",
  port: 4002,
  client_id_range: { min: 1000, max: 9999 },
  timeout: 15,
  readonly: false,
  rate_limit: { max_requests: 50, period_seconds: 60, pacing_delay: 0.6 },
};

const apple = {
  symbol: "AAPL",
  instrument_type: "stock",
  exchange: "NASDAQ",
  currency: "USD",
  description: "Apple Inc.",
  discovered_at: 1735689600,
  last_validated: 1735689600,
  validation_count: 5,
  is_active: true,
};

/** The answers by route. */
export const brokerAnswers = {
  "GET /ib/status": [answer({
    connection: {
      connected: true,
      host: "127.0.0.1",
      port: 4002,
      client_id: 1234,
      connection_time: "2025-05-29T10:30:00Z",
    },
    connection_metrics: {
      total_connections: 5,
      failed_connections: 1,
      last_connect_time: 1735484400,
      last_disconnect_time: 1735480800,
      uptime_seconds: 3600,
    },
    data_metrics: {
      total_requests: 100,
      successful_requests: 98,
      failed_requests: 2,
      total_bars_fetched: 7500,
      success_rate: 98,
    },
    ib_available: true,
  })],
  "GET /ib/health": [answer({
    healthy: true,
    connection_ok: true,
    data_fetching_ok: true,
    last_successful_request: "2025-05-29T11:45:00Z",
    error_message: null,
  })],
  "GET /ib/config": [answer(config)],
  "PUT /ib/config": [answer({
    previous_config: config,
    new_config: { ...config, port: 4001 },
    reconnect_required: true,
  })],
  "POST /ib/symbols/discover": [answer({ symbol_info: apple, cached: false, discovery_time_ms: 125.5 })],
  "GET /ib/symbols/discovered": [answer({
    symbols: [apple],
    total_count: 1,
    instrument_types: { stock: 1 },
    cache_stats: {},
  })],
  "GET /ib/ranges": [answer({
    symbols: [
      {
        symbol: "AAPL",
        ranges: {
          "1d": {
            earliest_date: "1980-12-12T00:00:00Z",
            latest_date: "2026-01-02T00:00:00Z",
            total_days: 16457,
            cached: true,
          },
          "1h": null,
        },
      },
    ],
    requested_timeframes: ["1d", "1h"],
    cache_stats: {},
  })],
} satisfies Record<string, Responder[]>;
