import type { StreamedBody } from "../http.ts";
import type { BarRange, BarsData, DataUpload, SymbolInfo } from "../../contract/data.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** Which bars. */
export interface BarSeries {
  symbol: string;
  timeframe: string;
}

/** Which part of a series. */
export interface BarsOptions extends RequestOptions {
  /** ISO 8601. */
  start_date?: string | undefined;
  /** ISO 8601. */
  end_date?: string | undefined;
  /** The newest bars, 1–100,000. */
  limit?: number | undefined;
  trading_hours_only?: boolean | undefined;
  include_extended?: boolean | undefined;
}

/** `/data` and `/symbols`. */
export class DataResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** Bars, oldest first. Empty where the server has none. */
  async bars(series: BarSeries, options: BarsOptions = {}): Promise<BarsData> {
    const { barsResponseSchema: schema } = await import("../../contract/data.ts");
    const { start_date, end_date, limit, trading_hours_only, include_extended, ...request } = options;
    const query = { ...request.query, start_date, end_date, limit, trading_hours_only, include_extended };
    return (await this.#client.get(seriesPath(series), { ...request, query, schema }))
      .data;
  }

  /** First and last bar. Throws `ApiError` with status 404 where the server has none. */
  async range(series: BarSeries, options: RequestOptions = {}): Promise<BarRange> {
    const { rangeResponseSchema: schema } = await import("../../contract/data.ts");
    const json = { symbol: series.symbol, timeframe: series.timeframe };
    return (await this.#client.post("/data/range", { ...options, json, schema })).data;
  }

  /** Every symbol that the server has bars of. */
  async symbols(options: RequestOptions = {}): Promise<SymbolInfo[]> {
    const { symbolListSchema: schema } = await import("../../contract/data.ts");
    return (await this.#client.get("/symbols", { ...options, schema })).data;
  }

  /** Imports bars from a file's text or bytes, or its bytes as they are read, where the server has the extension `data_upload`. */
  async upload(
    bars: BarSeries & {
      csv: string | Uint8Array<ArrayBuffer> | StreamedBody;
      contentType?: string | undefined;
    },
    options: RequestOptions = {},
  ): Promise<DataUpload> {
    const { dataUploadResponseSchema: schema } = await import("../../contract/data.ts");
    const answer = await this.#client.put(seriesPath(bars), {
      ...options,
      body: bars.csv,
      contentType: bars.contentType ?? "text/csv",
      schema,
    });
    return answer.data;
  }
}

function seriesPath(series: BarSeries): string {
  return `/data/${pathPart(series.symbol)}/${pathPart(series.timeframe)}`;
}
