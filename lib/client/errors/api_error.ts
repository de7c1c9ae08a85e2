import { ApiError, ExitCode } from "../../errors.ts";
import { unavailableCode } from "../../contract/words/unavailable_code.ts";
import { explainIb, type IbExplanation } from "../diagnose_ib.ts";
import { type ErrorBody, readErrorBody } from "./error_body.ts";

/** The answer that an error is made of. */
interface ErrorAnswer {
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
 * given, and the machine-readable part of the body; `ib_diagnosis` and `advice` where Interactive Brokers is to blame.
 */
export function apiErrorOf(answer: ErrorAnswer): ApiError {
  return makeApiError(answer, readErrorBody(answer.text));
}

/** The error that `body` describes, for the request of `answer`. */
export function makeApiError(answer: ErrorAnswer, body: ErrorBody): ApiError {
  const { method, url, status } = answer;
  const message = describeError(answer, body);
  const explanation = explainAnswer(answer, { ...body, message });
  return new ApiError(message, {
    status,
    // The server says 400 for what has ended; other servers say 409.
    ...(/cannot be (cancelled|retried)/i.test(message) && { exitCode: ExitCode.notFound }),
    code: body.code,
    ...(body.code === unavailableCode && { exitCode: ExitCode.failure }),
    retryable: (status >= 500 && status !== notImplemented) || status === 429 || status === 408,
    hint: body.hint ?? explanation?.hint ?? hintForAnswer(status, body),
    details: {
      ...body.details,
      ...explanation?.details,
      method,
      url,
      status,
      ...(answer.retryAfter === undefined ? {} : { retry_after_ms: answer.retryAfter }),
    },
  });
}

/** What the server cannot do it cannot do later either. */
const notImplemented = 501;

/** The diagnosis of an answer that is about Interactive Brokers. */
function explainAnswer(
  answer: ErrorAnswer,
  body: ErrorBody & { message: string },
): IbExplanation | undefined {
  const { url, status } = answer;
  const { code = "" } = body;
  const isRequestAtFault = (status >= 400 && status < 500) || /INVALID|UNSUPPORTED|VALIDATION/.test(code);
  if (isRequestAtFault || status === notImplemented) return undefined;
  // Beside an error the data is null.
  const { data: _, ...details } = body.details;
  if (/^(IB|PROVIDER)/.test(code)) return explainIb({ ...body, details });
  // A proxy that cannot reach the KTRDR server says so for these requests, too.
  const isProxy = status === 502 || status === 503 || status === 504;
  const touchesIb = /\/ib\/[a-z/-]+$|\/data\/acquire\/download$/.test(url);
  return touchesIb && !isProxy ? explainIb({ ...body, details }) : undefined;
}

function describeError(answer: ErrorAnswer, body: ErrorBody): string {
  const statusLine = `${answer.status} ${answer.statusText}`.trim();
  if (body.message === undefined) return `${answer.method} ${answer.url} answered ${statusLine}`;
  // "Not Found" alone tells nothing; with the address it does.
  const isGeneric = body.message.toLowerCase().replace(/^\d+ /, "") === answer.statusText.toLowerCase() ||
    /^(not found|method not allowed|internal server error)$/i.test(body.message);
  return isGeneric ? `${body.message} (${answer.method} ${answer.url})` : describeStatus(body.message);
}

const endings = new Map([
  ["completed", "it has already completed"],
  ["failed", "it has already failed"],
  ["cancelled", "it is already cancelled"],
]);

/** What cannot be done to an operation. Servers quote its status as the name of it in their code. */
function describeStatus(message: string): string {
  const parts = /^Operation (\S+) (cannot be \w+) \(status: (?:OperationStatus\.)?(\w+)\)$/.exec(message);
  if (parts === null) return message;
  const [, operationId, refusal, word] = parts;
  const status = word.toLowerCase();
  return `Operation "${operationId}" ${refusal}: ${endings.get(status) ?? `it is ${status}`}`;
}

function hintForAnswer(status: number, { message }: ErrorBody): string | undefined {
  // A KTRDR server says in JSON what it has not found.
  if (status === 404 && message === undefined) {
    return "Is it a KTRDR server? Check --url and KTRDR_API_URL: the API is usually below /api/v1";
  }
  if (status === 407) return "The proxy wants user and password: HTTP_PROXY=http://user:password@host:port";
  if (status === 401) return "Set KTRDR_TOKEN or use --token-file";
  if (status === 403) return "The credentials do not allow this; check KTRDR_TOKEN or --token-file";
  if (status === 429) return "The server limits requests; try again later";
  if (status >= 500 && status !== notImplemented) {
    return "The server's log tells more; the same request may succeed later";
  }
  return undefined;
}
