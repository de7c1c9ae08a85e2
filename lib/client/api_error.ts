import { ApiError, ExitCode } from "../errors.ts";
import { type ErrorBody, readErrorBody } from "./error_body.ts";

/** The answer that an error is made of. */
export interface ErrorAnswer {
  method: string;
  /** Without password and query. */
  url: string;
  status: number;
  statusText: string;
  text: string;
  /** What the server asked to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/**
 * The error that an answer outside 2xx stands for. `details` carries method, url, status, `retry_after_ms` if
 * given, and the machine-readable part of the body.
 */
export function apiErrorOf(answer: ErrorAnswer): ApiError {
  return makeApiError(answer, readErrorBody(answer.text));
}

/** The error that `body` describes, for the request of `answer`. */
export function makeApiError(answer: ErrorAnswer, body: ErrorBody): ApiError {
  const { method, url, status } = answer;
  const message = describeError(answer, body);
  return new ApiError(message, {
    status,
    // The server says 400 for what has ended; other servers say 409.
    ...(/cannot be (cancelled|retried)/i.test(message) && { exitCode: ExitCode.notFound }),
    code: body.code,
    retryable: status >= 500 || status === 429 || status === 408,
    hint: body.hint ?? hintForStatus(status),
    details: {
      ...body.details,
      method,
      url,
      status,
      ...(answer.retryAfter === undefined ? {} : { retry_after_ms: answer.retryAfter }),
    },
  });
}

function describeError(answer: ErrorAnswer, body: ErrorBody): string {
  const statusLine = `${answer.status} ${answer.statusText}`.trim();
  if (body.message === undefined) return `${answer.method} ${answer.url} answered ${statusLine}`;
  // "Not Found" alone tells nothing; with the address it does.
  const isGeneric = body.message.toLowerCase().replace(/^\d+ /, "") === answer.statusText.toLowerCase() ||
    /^(not found|method not allowed|internal server error)$/i.test(body.message);
  return isGeneric ? `${body.message} (${answer.method} ${answer.url})` : body.message;
}

function hintForStatus(status: number): string | undefined {
  if (status === 401) return "Set KTRDR_TOKEN or use --token-file";
  if (status === 403) return "The credentials do not allow this; check KTRDR_TOKEN or --token-file";
  if (status === 429) return "The server limits requests; try again later";
  if (status >= 500) return "The server's log tells more; the same request may succeed later";
  return undefined;
}
