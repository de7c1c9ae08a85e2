/**
 * What a service answers when it cannot do what was asked: an HTTP status and one of the API's error bodies.
 * @module
 */

/** One field of a request that cannot be taken. `field` is its path, joined by " -> ". */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  readonly type: string;
}

/** The shapes of an error body. */
export type ErrorBody =
  | { readonly detail: string | Readonly<Record<string, unknown>> | CodedBody }
  | CodedBody;

/** An error body with a code. */
export interface CodedBody {
  readonly success: false;
  readonly error: CodedError;
}

/** An error with a code of the API, such as `DATA-InvalidDate`. */
interface CodedError {
  readonly code: string;
  readonly message: string;
  /** The way out. */
  readonly hint?: string;
  readonly details: unknown;
}

/** A request is refused, or what it names is not there. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(messageOf(body));
    this.status = status;
    this.body = body;
  }
}

function messageOf(body: ErrorBody): string {
  if (!("detail" in body)) return body.error.message;
  const { detail } = body;
  if (typeof detail === "string") return detail;
  if (isCodedBody(detail)) return detail.error.message;
  return String(detail.message ?? JSON.stringify(detail));
}

function isCodedBody(detail: CodedBody | Readonly<Record<string, unknown>>): detail is CodedBody {
  return detail.success === false && "error" in detail;
}

/** An error whose body is `{"detail": …}`: a sentence, or an object. */
export function detailError(
  status: number,
  detail: string | Readonly<Record<string, unknown>>,
): ServiceError {
  return new ServiceError(status, { detail });
}

/** An error whose body is `{"success": false, "error": {code, message, details}}`. */
export function codedError(status: number, error: CodedError): ServiceError {
  return new ServiceError(status, { success: false, error });
}

/** {@linkcode codedError} within a `detail`, as indicators and fuzzy sets answer it. */
export function codedDetailError(status: number, error: CodedError): ServiceError {
  return new ServiceError(status, { detail: { success: false, error } });
}

/** The 422 for fields of a request that cannot be taken. */
export function validationError(problems: readonly FieldProblem[]): ServiceError {
  return codedError(422, {
    code: "VALIDATION_ERROR",
    message: "Request validation failed",
    details: problems,
  });
}

/** The 422 for one field whose value makes no sense. */
export function valueError(field: string, message: string): ServiceError {
  return validationError([{ field, message: `Value error, ${message}`, type: "value_error" }]);
}
