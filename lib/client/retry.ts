/**
 * When a request is sent again, and after how long. Pure.
 * @module
 */
import { ApiError, ConnectionError, KtrdrError, TimeoutError } from "../errors.ts";

/** The longest wait between two attempts that we choose ourselves, in milliseconds. */
const longestBackoff = 30_000;

/** A server that asks for a longer wait than this, in milliseconds, is not waited for. */
export const longestRetryAfter = 60_000;

/** What a backoff depends on. */
export interface BackoffOptions {
  /** How many attempts have failed before this wait, less one: 0 for the first wait. */
  attempt: number;
  /** The upper bound of the first wait, in milliseconds. */
  base: number;
  /** The upper bound of every wait, in milliseconds. Default: 30,000. */
  cap?: number | undefined;
  /** A number in [0, 1). */
  random: () => number;
}

/**
 * A wait in milliseconds: exponential, capped, with full jitter (anything between 0 and the bound), so that many
 * clients do not come back at the same moment.
 */
export function backoffDelay(options: BackoffOptions): number {
  const bound = Math.min(options.cap ?? longestBackoff, options.base * 2 ** Math.min(options.attempt, 30));
  return Math.round(options.random() * bound);
}

/**
 * Whether the same request may be sent again after `error`.
 *
 * GET, HEAD and PUT may be repeated after anything that passes: 5xx, 408, 429, no connection, a broken connection, no
 * answer in time. Every other method only if the request cannot have been carried out: it never arrived, or was
 * turned away with 429.
 */
export function mayRepeat(method: string, error: unknown): boolean {
  if (!isPassing(error)) return false;
  if (isIdempotent(method)) return true;
  if (error instanceof ConnectionError) return !error.mayHaveArrived;
  return error instanceof ApiError && error.status === 429;
}

/** Whether a request may be carried out more than once without harm. */
export function isIdempotent(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "PUT";
}

/** Whether the cause of an error may go away by itself. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) {
    return error.details.fault !== "tls" && error.details.fault !== "blocked";
  }
  return error instanceof TimeoutError || (error instanceof ApiError && error.retryable);
}

/** What the server asked to wait, in milliseconds, as an error carries it. */
export function retryAfterOf(error: unknown): number | undefined {
  const value = error instanceof KtrdrError ? error.details.retry_after_ms : undefined;
  return typeof value === "number" ? value : undefined;
}

/**
 * The wait before the next attempt after `error`, in milliseconds: what the server asked for, but no longer than
 * {@linkcode longestRetryAfter}; else, or where it asked for none at all, the backoff.
 */
export function delayAfter(error: unknown, backoff: number): number {
  const asked = retryAfterOf(error) ?? 0;
  return asked > 0 ? Math.min(asked, longestRetryAfter) : backoff;
}

/** Reads a `Retry-After` header (seconds, or a date) as milliseconds from `now`. Undefined where it makes no sense. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
