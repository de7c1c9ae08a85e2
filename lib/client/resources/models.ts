import { type Model, type ModelDetails, modelDetailsSchema, modelListSchema } from "../../contract/model.ts";
import type { ApiClient } from "../api_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** `/models`. */
export class ModelsResource {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Every trained model, newest first. */
  async list(options: RequestOptions = {}): Promise<Model[]> {
    return (await this.#client.get("/models", { ...options, schema: modelListSchema })).models;
  }

  /** One model with its features and metrics, from a server whose list names ids. */
  async get(modelId: string, options: RequestOptions = {}): Promise<ModelDetails> {
    const path = `/models/${pathPart(modelId)}`;
    return (await this.#client.get(path, { ...options, schema: modelDetailsSchema })).model;
  }
}
