import { delay as standardDelay } from "@std/async/delay";
import type * as z from "zod/v4/core";
import { KtrdrError } from "../errors.ts";
import type { BodyRequestOptions, KtrdrClientOptions, RequestOptions, WithSchema } from "./client_options.ts";
import { type Answer, type HttpRequest, type HttpSettings, sendRequest } from "./http.ts";
import { parseAnswer, parseWithSchema } from "./parse_answer.ts";
import { shownBaseUrl } from "./request_url.ts";
import { backoffDelay, type BackoffOptions } from "./retry.ts";
import { anySignal } from "./time_limit.ts";

/**
 * Requests to one KTRDR API, with retries, and the clock that they go by.
 *
 * Every request throws `ApiError`, `ConnectionError`, `TimeoutError` or `ContractError`, or rejects with the reason of
 * its signal.
 */
export class RequestClient implements AsyncDisposable {
  readonly #settings: HttpSettings;
  readonly #lifetime = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #serverClockLead: number | undefined;

  /** Throws `UsageError` where the base URL is none. */
  constructor(options: KtrdrClientOptions) {
    shownBaseUrl(options.baseUrl);
    this.#settings = {
      baseUrl: options.baseUrl,
      fetch: options.fetch ?? globalThis.fetch,
      timeout: options.timeout ?? 30_000,
      maxRetries: options.maxRetries ?? 3,
      retryDelay: options.retryDelay ?? 1_000,
      headers: options.headers ?? {},
      token: options.token,
      delay: options.delay ?? standardDelay,
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
      onRetry: options.onRetry,
      onServerTime: (time) => {
        this.#serverClockLead = time - this.now();
      },
      lifetime: this.#lifetime.signal,
    };
  }

  /** The address of the API, without user, password and query. */
  get baseUrl(): string {
    return shownBaseUrl(this.#settings.baseUrl);
  }

  /** Milliseconds for one attempt of a request, where it is not told otherwise. */
  get timeout(): number {
    return this.#settings.timeout;
  }

  /** How often a request is repeated, where it is not told otherwise. */
  get maxRetries(): number {
    return this.#settings.maxRetries;
  }

  /** `GET`. The path is relative to the base URL and starts with a slash. */
  get<Schema extends z.$ZodType>(
    path: string,
    options: RequestOptions & WithSchema<Schema>,
  ): Promise<z.output<Schema>>;
  get(path: string, options?: RequestOptions): Promise<unknown>;
  get(path: string, options: RequestOptions & Partial<WithSchema<z.$ZodType>> = {}): Promise<unknown> {
    return this.#request("GET", { path, ...options });
  }

  /** `POST`. Repeated only if the request cannot have arrived. */
  post<Schema extends z.$ZodType>(
    path: string,
    options: BodyRequestOptions & WithSchema<Schema>,
  ): Promise<z.output<Schema>>;
  post(path: string, options?: BodyRequestOptions): Promise<unknown>;
  post(path: string, options: BodyRequestOptions & Partial<WithSchema<z.$ZodType>> = {}): Promise<unknown> {
    return this.#request("POST", { path, ...options });
  }

  /** `PUT`. */
  put<Schema extends z.$ZodType>(
    path: string,
    options: BodyRequestOptions & WithSchema<Schema>,
  ): Promise<z.output<Schema>>;
  put(path: string, options?: BodyRequestOptions): Promise<unknown>;
  put(path: string, options: BodyRequestOptions & Partial<WithSchema<z.$ZodType>> = {}): Promise<unknown> {
    return this.#request("PUT", { path, ...options });
  }

  /** `DELETE`. Repeated only if the request cannot have arrived. */
  delete<Schema extends z.$ZodType>(
    path: string,
    options: BodyRequestOptions & WithSchema<Schema>,
  ): Promise<z.output<Schema>>;
  delete(path: string, options?: BodyRequestOptions): Promise<unknown>;
  delete(path: string, options: BodyRequestOptions & Partial<WithSchema<z.$ZodType>> = {}): Promise<unknown> {
    return this.#request("DELETE", { path, ...options });
  }

  /** The time in milliseconds since the epoch, by the client's clock. */
  now(): number {
    return this.#settings.now();
  }

  /**
   * By how much the server's clock is ahead of the client's, in milliseconds and to the second, as its newest answer
   * says; undefined where none has told the time.
   */
  get serverClockLead(): number | undefined {
    return this.#serverClockLead;
  }

  /** A number in [0, 1), from the client's source. */
  random(): number {
    return this.#settings.random();
  }

  /** Waits by the client's clock. Rejects with the reason of `signal` when aborted, and when the client is closed. */
  delay(milliseconds: number, options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    return this.#settings.delay(milliseconds, { signal: anySignal(this.#lifetime.signal, options.signal) });
  }

  /** The wait before the next attempt of something that failed, in milliseconds, with jitter. */
  backoff(options: Pick<BackoffOptions, "attempt" | "cap">): number {
    return backoffDelay({ base: this.#settings.retryDelay, random: this.#settings.random, ...options });
  }

  /** Ends every request and wait that is under way. The client cannot be used afterwards. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#lifetime.abort(new KtrdrError("The client was closed"));
    await Promise.allSettled(this.#running);
  }

  async #request(
    method: string,
    options: BodyRequestOptions & { path: string } & Partial<WithSchema<z.$ZodType>>,
  ): Promise<unknown> {
    const { schema, json, ...request } = options;
    const answer = await this.#send({
      method,
      ...request,
      ...(json === undefined ? {} : { body: JSON.stringify(json), contentType: "application/json" }),
    });
    return schema === undefined ? parseAnswer(answer) : parseWithSchema(answer, schema);
  }

  async #send(request: HttpRequest): Promise<Answer> {
    const sending = sendRequest(this.#settings, request);
    this.#running.add(sending);
    try {
      return await sending;
    } finally {
      this.#running.delete(sending);
    }
  }
}
