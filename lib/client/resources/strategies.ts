import type * as z from "zod/v4/core";
import type {
  StrategyFeatures,
  StrategySummary,
  strategyUploadSchema,
  StrategyValidation,
} from "../../contract/strategy.ts";
import type { RequestClient } from "../request_client.ts";
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
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** The strategies that the server lists (the original server lists none of version 3). */
  async list(options: RequestOptions = {}): Promise<StrategySummary[]> {
    const { strategyListSchema: schema } = await import("../../contract/strategy.ts");
    return (await this.#client.get("/strategies/", { ...options, schema })).strategies;
  }

  /** Whether a strategy of the server is valid. Throws `ApiError` with status 404 where the server does not have it. */
  async validate(name: string, options: RequestOptions = {}): Promise<StrategyValidation> {
    const { strategyValidationSchema: schema } = await import("../../contract/strategy.ts");
    const path = `/strategies/validate/${pathPart(name)}`;
    return await this.#client.post(path, { ...options, schema });
  }

  /** The features of a strategy of the server. */
  async features(name: string, options: RequestOptions = {}): Promise<StrategyFeatures> {
    const { strategyFeaturesSchema: schema } = await import("../../contract/strategy.ts");
    const path = `/strategies/${pathPart(name)}/features`;
    return await this.#client.get(path, { ...options, schema });
  }

  /** Stores a strategy file, where the server has the extension `strategy_upload`. */
  async upload(file: StrategyFile, options: RequestOptions = {}): Promise<StrategyUpload> {
    const { strategyUploadSchema: schema } = await import("../../contract/strategy.ts");
    return await this.#client.put(`/strategies/${pathPart(file.name)}`, {
      ...options,
      body: file.yaml,
      contentType: "application/yaml",
      schema,
    });
  }
}
