import type { Model, ModelBundle, ModelDetails } from "../../contract/model.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";
import { pathPart } from "../path_part.ts";

/** `/models`. */
export class ModelsResource {
  readonly #client: RequestClient;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** Every trained model, newest first. */
  async list(options: RequestOptions = {}): Promise<Model[]> {
    const { modelListSchema: schema } = await import("../../contract/model.ts");
    return (await this.#client.get("/models", { ...options, schema })).models;
  }

  /** One model with its features and metrics, from a server whose list names ids. */
  async get(modelId: string, options: RequestOptions = {}): Promise<ModelDetails> {
    const { modelDetailsSchema: schema } = await import("../../contract/model.ts");
    return (await this.#client.get(modelPath(modelId), { ...options, schema })).model;
  }

  /** A model in one piece, where the server has the extension `model_files`. */
  async export(modelId: string, options: RequestOptions = {}): Promise<ModelBundle> {
    const { modelExportSchema: schema } = await import("../../contract/model.ts");
    const path = `${modelPath(modelId)}/export`;
    return (await this.#client.get(path, { ...options, schema })).bundle;
  }

  /**
   * Stores a model that comes in one piece as the next version of its strategy, or of the one that `name` says, where
   * the server has the extension `model_files`.
   */
  async import(bundle: ModelBundle, options: RequestOptions & { name?: string } = {}): Promise<ModelDetails> {
    const { modelDetailsSchema: schema } = await import("../../contract/model.ts");
    const { name, ...request } = options;
    const query = { ...request.query, name };
    const sent = { ...request, query, json: bundle, schema };
    return (await this.#client.post("/models/import", sent)).model;
  }

  /** Deletes a model, where the server has the extension `model_files`. Throws `ApiError` with status 409 if it is in use. */
  async delete(modelId: string, options: RequestOptions = {}): Promise<string> {
    const { modelDeletionSchema: schema } = await import("../../contract/model.ts");
    return (await this.#client.delete(modelPath(modelId), { ...options, schema })).model_id;
  }
}

/** The id of a model holds a slash. */
function modelPath(modelId: string): string {
  return `/models/${pathPart(modelId)}`;
}
