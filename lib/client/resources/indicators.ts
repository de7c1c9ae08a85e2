import type { IndicatorCalculateRequest, IndicatorInfo, IndicatorValues } from "../../contract/indicator.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** Which values of an indicator. */
export interface NewestValuesOptions extends RequestOptions {
  /** How many bars at the most, counted from the newest; Infinity: all. */
  rows: number;
}

/** No series has as many pages: a server answers a page beyond the end with its last one. */
const beyondTheEnd = 1_000_000_000;

/** `/indicators`. */
export class IndicatorsResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
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
    let values = await this.#page(request, { ...requestOptions, page: beyondTheEnd });
    for (let page = lastPage(values) - 1; page >= 1 && values.dates.length < rows; page--) {
      values = joinPages(await this.#page(request, { ...requestOptions, page }), values);
    }
    return rows < values.dates.length ? lastRows(values, rows) : values;
  }

  async #page(
    request: IndicatorCalculateRequest,
    { page, ...options }: RequestOptions & { page: number },
  ): Promise<IndicatorValues> {
    const { indicatorCalculateResponseSchema: schema, maximumIndicatorPage: page_size } = await import(
      "../../contract/indicator.ts"
    );
    return await this.#client.post("/indicators/calculate", {
      ...options,
      query: { ...options.query, page, page_size },
      json: request,
      schema,
    });
  }
}

function lastPage({ metadata }: IndicatorValues): number {
  return metadata?.current_page ?? 1;
}

function joinPages(earlier: IndicatorValues, later: IndicatorValues): IndicatorValues {
  return {
    ...later,
    dates: [...earlier.dates, ...later.dates],
    indicators: mapSeries(later, (values, name) => [
      ...earlier.indicators[name] ?? earlier.dates.map(() => null),
      ...values,
    ]),
  };
}

function lastRows(values: IndicatorValues, rows: number): IndicatorValues {
  return {
    ...values,
    dates: values.dates.slice(-rows),
    indicators: mapSeries(values, (series) => series.slice(-rows)),
  };
}

function mapSeries(
  { indicators }: IndicatorValues,
  change: (values: (number | null)[], name: string) => (number | null)[],
): IndicatorValues["indicators"] {
  return Object.fromEntries(Object.entries(indicators).map(([name, values]) => [name, change(values, name)]));
}
