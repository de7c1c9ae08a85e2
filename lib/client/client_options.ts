import type { StreamedBody } from "./http.ts";
import type * as z from "zod/v4/core";
import type { RetryNotice } from "./http.ts";
import type { Query } from "./request_url.ts";

/** How a client reaches its server. */
export interface KtrdrClientOptions {
  /** The address of the API, normally ending in `/api/v1`. User, password and query in it are sent. */
  baseUrl: string;
  /** Sends one request: a remote API, an embedded engine, a test double. Default: the platform's fetch. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Milliseconds for one attempt of a request, body included. Default: 30,000. */
  timeout?: number | undefined;
  /** How often a request is repeated after a failure that may pass. Default: 3. */
  maxRetries?: number | undefined;
  /** Bound of the first wait between attempts, in milliseconds; it doubles each time. Default: 1,000. */
  retryDelay?: number | undefined;
  /** A bearer token. */
  token?: string | undefined;
  /** Headers of every request. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Resolves after some milliseconds; rejects with the signal's reason when aborted. */
  delay?:
    | ((milliseconds: number, options: { signal?: AbortSignal | undefined }) => Promise<void>)
    | undefined;
  /** The time in milliseconds since the epoch. */
  now?: (() => number) | undefined;
  /** A number in [0, 1). */
  random?: (() => number) | undefined;
  /** Called before a request is sent again. */
  onRetry?: ((notice: RetryNotice) => void) | undefined;
}

/** What every request can be told. */
export interface RequestOptions {
  query?: Query | undefined;
  /** Ends the request at once; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Ends the waits between attempts with the error of the last one, but lets a request that is under way finish. */
  waitSignal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, instead of the client's. */
  timeout?: number | undefined;
  /** The number of repetitions, instead of the client's. */
  retries?: number | undefined;
}

/** A request with a body. */
export interface BodyRequestOptions extends RequestOptions {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: string | Uint8Array<ArrayBuffer> | StreamedBody | undefined;
  /** The media type of `body`. */
  contentType?: string | undefined;
}

/** With a schema the answer is checked and typed; without, it is `unknown`. */
export interface WithSchema<Schema extends z.$ZodType> {
  /** What the answer is read with. */
  schema: Schema;
}
