import type { FuzzyCalculateRequest, FuzzyCalculation } from "../../contract/fuzzy.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { readNewestRows } from "../read_newest_rows.ts";

/** `/fuzzy`. */
export class FuzzyResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /**
   * An indicator over stored bars and the degrees of its values, oldest first, where the server has the extension
   * `fuzzy_calculate`. All pages of a server that has them are fetched; the metadata is that of the last one.
   */
  async calculate(request: FuzzyCalculateRequest, options: RequestOptions = {}): Promise<FuzzyCalculation> {
    const { fuzzyCalculateResponseSchema: schema } = await import("../../contract/fuzzy.ts");
    const { maximumIndicatorPage: page_size } = await import("../../contract/indicator.ts");
    const { newest, dates, column } = await readNewestRows({
      rows: request.limit ?? Infinity,
      read: (page) =>
        this.#client.post("/fuzzy/calculate", {
          ...options,
          query: { ...options.query, page, page_size },
          json: request,
          schema,
        }),
    });
    const names = Object.keys(newest.memberships);
    const memberships = Object.fromEntries(
      names.map((name) => [name, column((page) => page.memberships[name])]),
    );
    return { ...newest, dates, values: column((page) => page.values), memberships };
  }
}
