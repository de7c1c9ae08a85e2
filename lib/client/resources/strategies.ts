import type * as z from "zod";
import {
  type StrategyFeatures,
  strategyFeaturesSchema,
  strategyListSchema,
  type StrategySummary,
  strategyUploadSchema,
  type StrategyValidation,
  strategyValidationSchema,
} from "../../contract/strategy.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** A strategy file to send. */
export interface StrategyFile {
  /** A file stem, no path. */
  name: string;
  yaml: string;
}

/** What an upload did. */
export type StrategyUpload = z.infer<typeof strategyUploadSchema>;

/** `/strategies`. */
export class StrategiesResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** The strategies that the server lists (the original server lists none of version 3). */
  async list(options: RequestOptions = {}): Promise<StrategySummary[]> {
    return (await this.#client.get("/strategies/", { ...options, schema: strategyListSchema })).strategies;
  }

  /** Whether a strategy of the server is valid. Throws `ApiError` with status 404 where the server does not have it. */
  async validate(name: string, options: RequestOptions = {}): Promise<StrategyValidation> {
    const path = `/strategies/validate/${pathPart(name)}`;
    return await this.#client.post(path, { ...options, schema: strategyValidationSchema });
  }

  /** The features of a strategy of the server. */
  async features(name: string, options: RequestOptions = {}): Promise<StrategyFeatures> {
    const path = `/strategies/${pathPart(name)}/features`;
    return await this.#client.get(path, { ...options, schema: strategyFeaturesSchema });
  }

  /** Stores a strategy file, where the server has the extension `strategy_upload`. */
  async upload(file: StrategyFile, options: RequestOptions = {}): Promise<StrategyUpload> {
    return await this.#client.put(`/strategies/${pathPart(file.name)}`, {
      ...options,
      body: file.yaml,
      contentType: "application/yaml",
      schema: strategyUploadSchema,
    });
  }
}
