import type {
  IbCleanup,
  IbConfig,
  IbConfigChange,
  IbConfigUpdate,
  IbDiscovery,
  IbHealth,
  IbRanges,
  IbStatus,
  IbSymbolList,
} from "../../contract/ib.ts";
import { ApiError } from "../../errors.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** `/ib`: the connection of the server to Interactive Brokers. */
export class IbResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** The state of the connection, and what went over it. */
  async status(options: RequestOptions = {}): Promise<IbStatus> {
    const { ibAnswerSchema, ibStatusSchema: data } = await import("../../contract/ib.ts");
    return (await this.#client.get("/ib/status", { ...options, schema: ibAnswerSchema(data) })).data;
  }

  /** Whether bars can be had. A server says it with an error where they cannot: that is an answer, too. */
  async health(options: RequestOptions = {}): Promise<IbHealth> {
    const { ibAnswerSchema, ibHealthSchema: data } = await import("../../contract/ib.ts");
    try {
      const request = { retries: 0, ...options, schema: ibAnswerSchema(data) };
      return (await this.#client.get("/ib/health", request)).data;
    } catch (error) {
      if (!(error instanceof ApiError) || !isUnhealthy(error)) throw error;
      return {
        healthy: false,
        connection_ok: false,
        data_fetching_ok: false,
        last_successful_request: null,
        error_message: error.message,
      };
    }
  }

  /** How the server reaches IB Gateway or TWS. */
  async config(options: RequestOptions = {}): Promise<IbConfig> {
    const { ibAnswerSchema, ibConfigSchema: data } = await import("../../contract/ib.ts");
    return (await this.#client.get("/ib/config", { ...options, schema: ibAnswerSchema(data) })).data;
  }

  /** Changes how the server reaches IB Gateway or TWS. */
  async updateConfig(change: IbConfigChange, options: RequestOptions = {}): Promise<IbConfigUpdate> {
    const { ibAnswerSchema, ibConfigUpdateSchema: data } = await import("../../contract/ib.ts");
    const request = { ...options, json: change, schema: ibAnswerSchema(data) };
    return (await this.#client.put("/ib/config", request)).data;
  }

  /** Closes connections that nobody uses. */
  async cleanup(options: RequestOptions = {}): Promise<IbCleanup> {
    const { ibAnswerSchema, ibCleanupSchema: data } = await import("../../contract/ib.ts");
    return (await this.#client.post("/ib/cleanup", { ...options, schema: ibAnswerSchema(data) })).data;
  }

  /** The periods that there are bars of. */
  async ranges(
    series: { symbols: readonly string[]; timeframes: readonly string[] },
    options: RequestOptions = {},
  ): Promise<IbRanges> {
    const { ibAnswerSchema, ibRangesSchema: data } = await import("../../contract/ib.ts");
    const { symbols, timeframes } = series;
    const query = { ...options.query, symbols: symbols.join(","), timeframes: timeframes.join(",") };
    return (await this.#client.get("/ib/ranges", { ...options, query, schema: ibAnswerSchema(data) })).data;
  }

  /** Looks for an instrument; `forceRefresh` asks Interactive Brokers again. */
  async discover(
    symbol: string,
    options: RequestOptions & { forceRefresh?: boolean | undefined } = {},
  ): Promise<IbDiscovery> {
    const { ibAnswerSchema, ibDiscoverySchema: data } = await import("../../contract/ib.ts");
    const { forceRefresh = false, ...request } = options;
    const json = { symbol, force_refresh: forceRefresh };
    const schema = ibAnswerSchema(data);
    return (await this.#client.post("/ib/symbols/discover", { ...request, json, schema })).data;
  }

  /** The instruments that were discovered before. */
  async discovered(
    options: RequestOptions & { instrumentType?: string | undefined } = {},
  ): Promise<IbSymbolList> {
    const { ibAnswerSchema, ibSymbolListSchema: data } = await import("../../contract/ib.ts");
    const { instrumentType, ...request } = options;
    const query = { ...request.query, instrument_type: instrumentType };
    const schema = ibAnswerSchema(data);
    return (await this.#client.get("/ib/symbols/discovered", { ...request, query, schema })).data;
  }
}

/** What the health check of a server says with an error status, not what a proxy before it says. */
function isUnhealthy({ status, message }: ApiError): boolean {
  return (status === 500 || status === 503) && /\bIB (health|connection)/i.test(message);
}
