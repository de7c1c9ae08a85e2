import type { FuzzyCalculateRequest, FuzzyCalculation } from "../../contract/fuzzy.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** `/fuzzy`. */
export class FuzzyResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /**
   * An indicator over stored bars and the degrees of its values, oldest first, where the server has the extension
   * `fuzzy_calculate`.
   */
  async calculate(request: FuzzyCalculateRequest, options: RequestOptions = {}): Promise<FuzzyCalculation> {
    const { fuzzyCalculateResponseSchema: schema } = await import("../../contract/fuzzy.ts");
    return await this.#client.post("/fuzzy/calculate", { ...options, json: request, schema });
  }
}
