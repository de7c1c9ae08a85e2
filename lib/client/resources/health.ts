import { type Extension, type Health, healthSchema } from "../../contract/health.ts";
import type { RequestClient } from "../request_client.ts";
import type { RequestOptions } from "../client_options.ts";

/** `/health`. */
export class HealthResource {
  readonly #client: RequestClient;
  #extensions: Promise<Health["extensions"]> | undefined;

  constructor(client: RequestClient) {
    this.#client = client;
  }

  /** What the server says of itself. */
  async get(options: RequestOptions = {}): Promise<Health> {
    return await this.#client.get("/health", { ...options, schema: healthSchema });
  }

  /** Forgets what the server said of its extensions: another one may answer by now. */
  forget(): void {
    this.#extensions = undefined;
  }

  /** Whether the server has an extension. It is asked once; a failure throws and is not remembered. */
  async supports(extension: Extension, options: RequestOptions = {}): Promise<boolean> {
    this.#extensions ??= this.get(options).then((health) => health.extensions);
    const asked = this.#extensions;
    try {
      return (await asked)[extension] === true;
    } catch (error) {
      if (this.#extensions === asked) this.#extensions = undefined;
      throw error;
    }
  }
}
