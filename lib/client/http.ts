/**
 * The one place where requests are sent: address, headers, time limit, redirects, retries, errors.
 * @module
 */
import { ApiError } from "../errors.ts";
import { apiErrorOf } from "./errors/api_error.ts";
import { plainText } from "./plain_text.ts";
import { readText } from "./read_text.ts";
import { type Query, type RequestUrl, requestUrl } from "./request_url.ts";
import {
  backoffDelay,
  delayAfter,
  isIdempotent,
  longestRetryAfter,
  mayRepeat,
  parseRetryAfter,
  retryAfterOf,
} from "./retry.ts";
import { anySignal, TimeLimit, untilAborted } from "./time_limit.ts";
import { transportErrorOf } from "./errors/transport_error.ts";

/** Said before a request is sent again. */
export interface RetryNotice {
  method: string;
  /** Without password and query. */
  url: string;
  /** The number of the attempt to come: 1 for the first repetition. */
  attempt: number;
  /** Why the last attempt failed, one line. */
  reason: string;
  /** The wait before it, in milliseconds. */
  delay: number;
}

/** How requests are sent. */
export interface HttpSettings {
  baseUrl: string;
  fetch: (request: Request) => Promise<Response>;
  /** Milliseconds for one attempt, body included. */
  timeout: number;
  maxRetries: number;
  /** The bound of the first wait between attempts, in milliseconds. */
  retryDelay: number;
  headers: Readonly<Record<string, string>>;
  token: string | undefined;
  delay: (milliseconds: number, options: { signal: AbortSignal }) => Promise<void>;
  now: () => number;
  random: () => number;
  onRetry: ((notice: RetryNotice) => void) | undefined;
  /** Called with the server's own time, in milliseconds since the epoch, of every answer that tells it. */
  onServerTime: (time: number) => void;
  /** Aborted when the client is closed. */
  lifetime: AbortSignal;
}

/** Bytes that are read while they are sent, anew for each attempt. */
export interface StreamedBody {
  open(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** What to send. */
export interface HttpRequest {
  method: string;
  /** Below the base URL, with a leading slash. */
  path: string;
  query?: Query | undefined;
  body?: string | Uint8Array<ArrayBuffer> | StreamedBody | undefined;
  contentType?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Ends the waits between attempts with the error of the last one, but never cuts off a request that is under way. */
  waitSignal?: AbortSignal | undefined;
  timeout?: number | undefined;
  retries?: number | undefined;
}

/** A 2xx answer. */
export interface Answer {
  method: string;
  /** Without password and query. */
  url: string;
  status: number;
  statusText: string;
  /** In lower case, without parameters; empty where there is none. */
  contentType: string;
  text: string;
}

const bodyLimit = 64 * 2 ** 20;
/** Nobody reads more of an error: the rest is left. */
const errorBodyLimit = 2 ** 18;
const mostRedirects = 5;

/**
 * Sends a request and reads the answer. Repeats it as `retry.ts` allows.
 *
 * Throws `ApiError` for an answer outside 2xx, `ConnectionError`, `TimeoutError`, `ContractError` for an answer that is
 * too large, and the reason of `signal` when it is aborted.
 */
export async function sendRequest(settings: HttpSettings, request: HttpRequest): Promise<Answer> {
  const address = requestUrl(settings.baseUrl, request);
  const retries = request.retries ?? settings.maxRetries;
  for (let attempt = 0;; attempt++) {
    try {
      return await sendOnce(settings, { ...request, address });
    } catch (error) {
      if (attempt >= retries || !mayRepeat(request.method, error)) throw error;
      if ((retryAfterOf(error) ?? 0) > longestRetryAfter) throw error;
      const backoff = backoffDelay({ attempt, base: settings.retryDelay, random: settings.random });
      const delay = delayAfter(error, backoff);
      const reason = error instanceof Error ? error.message : String(error);
      const { method } = request;
      settings.onRetry?.({ method, url: address.shown, attempt: attempt + 1, reason, delay });
      const signal = anySignal(settings.lifetime, request.signal, request.waitSignal);
      await settings.delay(delay, { signal }).catch((reason) => {
        throw request.waitSignal?.aborted ? error : reason;
      });
      if (request.waitSignal?.aborted) throw error;
    }
  }
}

type AddressedRequest = HttpRequest & { address: RequestUrl };

async function sendOnce(settings: HttpSettings, request: AddressedRequest): Promise<Answer> {
  const { method } = request;
  const url = request.address.shown;
  using limit = new TimeLimit(request.timeout ?? settings.timeout, `${method} ${url}`);
  const signal = anySignal(settings.lifetime, limit.signal, request.signal);
  signal.throwIfAborted();
  let answered = false;
  try {
    const response = await fetchFollowing(settings, { ...request, signal });
    answered = true;
    const { ok, status, statusText, headers } = response;
    const serverTime = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(serverTime)) settings.onServerTime(serverTime);
    const text = await readText(response, {
      signal,
      limit: ok ? bodyLimit : errorBodyLimit,
      beyond: ok ? "refuse" : "leave",
      request: `${method} ${url}`,
    });
    const contentType = (headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
    if (ok) return { method, url, status, statusText, contentType, text };
    // A date is one by the server's clock.
    const now = Number.isNaN(serverTime) ? settings.now() : serverTime;
    const retryAfter = parseRetryAfter(headers.get("retry-after"), now);
    throw apiErrorOf({ method, url, status, statusText, text, retryAfter });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw transportErrorOf(error, { method, url, answered });
  }
}

/** Fetches, following redirects that keep the method, within the same origin: credentials must not leave it. */
async function fetchFollowing(
  settings: HttpSettings,
  request: AddressedRequest & { signal: AbortSignal },
): Promise<Response> {
  const { signal } = request;
  let url = request.address.url;
  for (let hops = 0;; hops++) {
    const init: RequestInit = {
      method: request.method,
      headers: headersOf(settings, request),
      redirect: "manual",
      signal,
      ...bodyOf(request),
    };
    const response = await untilAborted(settings.fetch(new Request(url, init)), signal);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const target = URL.parse(location, url);
    const keepsMethod = response.status === 307 || response.status === 308;
    if (target === null || target.origin !== new URL(url).origin || !keepsMethod || hops >= mostRedirects) {
      throw redirectError(request, { status: response.status, target: target?.href ?? plainText(location) });
    }
    url = target.href;
  }
}

/**
 * The body of one attempt. The platform's fetch quietly sends a request again when a connection that was used before
 * breaks, though the server may have carried it out; unless the body is a stream, which can be read only once.
 */
function bodyOf({ method, body }: HttpRequest): Pick<RequestInit, "body"> {
  // Bytes as a stream are handed over as they are; as a body of their own they are copied first, and they may be many.
  if (body instanceof Uint8Array) return { body: ReadableStream.from([body]) };
  if (typeof body === "object") return { body: body.open() };
  if (isIdempotent(method)) return body === undefined ? {} : { body };
  if (body === undefined && method !== "POST") return {};
  return { body: new Blob(body === undefined ? [] : [body]).stream() };
}

function headersOf(settings: HttpSettings, request: AddressedRequest): Headers {
  const headers = new Headers(settings.headers);
  headers.set("accept", "application/json");
  if (request.contentType !== undefined) headers.set("content-type", request.contentType);
  const authorization = settings.token === undefined
    ? request.address.authorization
    : `Bearer ${settings.token}`;
  if (authorization !== undefined) headers.set("authorization", authorization);
  return headers;
}

function redirectError(request: AddressedRequest, answer: { status: number; target: string }): ApiError {
  const { method, address } = request;
  return new ApiError(`${method} ${address.shown} is redirected to "${answer.target}"`, {
    status: answer.status,
    retryable: false,
    hint: "If that is the right server, name it with --url or KTRDR_API_URL",
    details: { method, url: address.shown, status: answer.status, location: answer.target },
  });
}
