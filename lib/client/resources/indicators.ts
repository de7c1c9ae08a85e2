import type { IndicatorCalculateRequest, IndicatorInfo, IndicatorValues } from "../../contract/indicator.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { readNewestRows } from "../read_newest_rows.ts";

/** Which values of an indicator. */
export interface NewestValuesOptions extends RequestOptions {
  /** How many bars at the most, counted from the newest; Infinity: all. */
  rows: number;
}

/** `/indicators`. */
export class IndicatorsResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** Every indicator that the server can calculate. */
  async list(options: RequestOptions = {}): Promise<IndicatorInfo[]> {
    const { indicatorListSchema: schema } = await import("../../contract/indicator.ts");
    return (await this.#client.get("/indicators/", { ...options, schema })).data;
  }

  /**
   * The newest values of indicators, oldest of them first. Pages are counted from the oldest bar, so the last one is
   * fetched, and earlier ones as far as need be. The metadata is that of the last page.
   */
  async newest(request: IndicatorCalculateRequest, options: NewestValuesOptions): Promise<IndicatorValues> {
    const { rows, ...requestOptions } = options;
    const { indicatorCalculateResponseSchema: schema, maximumIndicatorPage: page_size } = await import(
      "../../contract/indicator.ts"
    );
    const { newest, dates, column } = await readNewestRows({
      rows,
      read: (page) =>
        this.#client.post("/indicators/calculate", {
          ...requestOptions,
          query: { ...requestOptions.query, page, page_size },
          json: request,
          schema,
        }),
    });
    const names = Object.keys(newest.indicators);
    const indicators = Object.fromEntries(
      names.map((name) => [name, column((page) => page.indicators[name])]),
    );
    return { ...newest, dates, indicators };
  }
}
