/**
 * The errors that `ktrdr` throws on purpose, and the exit code each one ends the program with.
 *
 * Messages are sentences without a final period; the way out goes into `hint`.
 * @module
 */

/** The exit codes of the program. The exit code is the outcome, with no flag. */
export const ExitCode = {
  /** Completed, or nothing to complain about. */
  ok: 0,
  /** The operation failed, or any failure without a code of its own. */
  failure: 1,
  /** Wrong usage or invalid input; nothing was started. */
  usage: 2,
  /** The operation was cancelled by someone else. */
  cancelled: 3,
  /** The server wants (other) credentials. */
  authentication: 4,
  /** Not found, or in conflict with the present state. */
  notFound: 5,
  /** The server cannot be reached; an operation may still run there. */
  unreachable: 6,
  /** `operation status --exit-status`: still running. */
  running: 8,
  /** `--timeout` ran out; an operation on a server may still run. */
  timeout: 124,
  /** Left by Ctrl+C. */
  interrupted: 130,
  /** Left by SIGTERM or SIGHUP; an operation on a server still runs. */
  terminated: 143,
} as const;

/** One of the values of {@linkcode ExitCode}. */
export type ExitCodeValue = typeof ExitCode[keyof typeof ExitCode];

/** What can be said of an error besides its message. */
export interface KtrdrErrorOptions {
  /** How the program ends if nobody handles the error. Default: 1. */
  exitCode?: ExitCodeValue | undefined;
  /** What the user can do about it, as a sentence without a final period. */
  hint?: string | undefined;
  /** Machine-readable context: status, field names, ids. */
  details?: Readonly<Record<string, unknown>> | undefined;
  /** The error underneath. */
  cause?: unknown;
}

/** The parent of every error that `ktrdr` throws on purpose. */
export class KtrdrError extends Error {
  override readonly name: string = "KtrdrError";
  readonly exitCode: ExitCodeValue;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: KtrdrErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = options.exitCode ?? ExitCode.failure;
    this.hint = options.hint;
    this.details = options.details ?? {};
  }
}

/** A flag, an argument or an input file is wrong. Nothing was sent. */
export class UsageError extends KtrdrError {
  override readonly name = "UsageError";

  constructor(message: string, options: Omit<KtrdrErrorOptions, "exitCode"> = {}) {
    super(message, { ...options, exitCode: ExitCode.usage });
  }
}

/** What a {@linkcode ConnectionError} knows besides the usual. */
export interface ConnectionErrorOptions extends KtrdrErrorOptions {
  /** Whether the request may have reached the server all the same. */
  mayHaveArrived: boolean;
}

/** No answer: refused, reset, unknown host, or an answer that broke off. */
export class ConnectionError extends KtrdrError {
  override readonly name = "ConnectionError";
  readonly mayHaveArrived: boolean;

  constructor(message: string, options: ConnectionErrorOptions) {
    super(message, { exitCode: ExitCode.unreachable, ...options });
    this.mayHaveArrived = options.mayHaveArrived;
  }
}

/** A request got no answer in its time, or a follow outlived `--timeout`. */
export class TimeoutError extends KtrdrError {
  override readonly name = "TimeoutError";

  constructor(message: string, options: KtrdrErrorOptions = {}) {
    super(message, { exitCode: ExitCode.unreachable, ...options });
  }
}

/** What an {@linkcode ApiError} knows besides the usual. */
export interface ApiErrorOptions extends KtrdrErrorOptions {
  /** The HTTP status. */
  status: number;
  /** The server's own code, such as `DATA-InvalidDate`. */
  code?: string | undefined;
  /** Whether the same request may succeed later. */
  retryable: boolean;
}

/** The server answered, and its answer is an error. */
export class ApiError extends KtrdrError {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string | undefined;
  readonly retryable: boolean;

  constructor(message: string, options: ApiErrorOptions) {
    super(message, { exitCode: exitCodeForStatus(options.status), ...options });
    this.status = options.status;
    this.code = options.code;
    this.retryable = options.retryable;
  }
}

/** A response that breaks its schema. The message names the endpoint and the field. */
export class ContractError extends KtrdrError {
  override readonly name = "ContractError";
}

/** An operation ended as failed. The message is the server's reason. */
export class OperationFailedError extends KtrdrError {
  override readonly name = "OperationFailedError";
}

/** The user, or a signal, ended the wait. The exit code tells which. */
export class InterruptedError extends KtrdrError {
  override readonly name = "InterruptedError";

  constructor(message: string, options: KtrdrErrorOptions = {}) {
    super(message, { exitCode: ExitCode.interrupted, ...options });
  }
}

/** The exit code that an HTTP error status stands for. */
export function exitCodeForStatus(status: number): ExitCodeValue {
  if (status === 400 || status === 422) return ExitCode.usage;
  if (status === 401 || status === 403) return ExitCode.authentication;
  if (status === 404 || status === 409) return ExitCode.notFound;
  return ExitCode.failure;
}
