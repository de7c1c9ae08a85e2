/**
 * What to say of an error, to people and to programs.
 * @module
 */
import { ApiError, KtrdrError } from "../errors.ts";

/** What an error happened to. Where it is not given, the details of the error may tell it. */
export interface ErrorContext {
  operationId?: string | undefined;
  /** Such as "training". */
  operationType?: string | undefined;
  /** Such as "initialization", "execution" or "completion". */
  stage?: string | undefined;
}

/** An error as one JSON object. Keys without a value are left out. */
export interface ErrorJson {
  status: "error";
  message: string;
  operation_id?: string;
  operation_type?: string;
  stage?: string;
  error_code?: string;
  suggestion?: string;
  retryable?: boolean;
  http_status?: number;
  inferred?: true;
  details?: { ib_diagnosis: unknown };
}

/** An error as lines for a person. */
interface ErrorText {
  /** "Error", or "Internal error" for one that nobody threw on purpose. */
  title: string;
  message: string;
  hint: string | undefined;
  /** What else can be done, step by step; empty where nobody knows. */
  advice: string[];
  /** "Operation: training (op_…)", "Stage: execution", where the message does not name the operation itself. */
  context: string[];
  /** The errors underneath, outermost first. */
  causes: string[];
  /** Only of an internal error. */
  stack: string | undefined;
}

const deepestCause = 10;
const reportHint = "This is a bug in ktrdr. Run the command again with --verbose and report what it prints";

/** What programs are told. */
export function errorJson(error: unknown, given: ErrorContext = {}): ErrorJson {
  const context = contextOf(error, given);
  const hint = hintOf(error);
  return {
    status: "error",
    message: isExpected(error) ? messageOf(error) : `Internal error: ${messageOf(error)}`,
    ...(context.operationId !== undefined && { operation_id: context.operationId }),
    ...(context.operationType !== undefined && { operation_type: context.operationType }),
    ...(context.stage !== undefined && { stage: context.stage }),
    ...(error instanceof ApiError && error.code !== undefined && { error_code: error.code }),
    ...(hint !== undefined && { suggestion: hint }),
    ...(error instanceof ApiError && { retryable: error.retryable, http_status: error.status }),
    ...(isExpected(error) && error.details.inferred === true && { inferred: true }),
    ...(isExpected(error) && error.details.ib_diagnosis !== undefined && {
      details: { ib_diagnosis: error.details.ib_diagnosis },
    }),
  };
}

/** What people are told. */
export function errorText(error: unknown, context: ErrorContext = {}): ErrorText {
  const isInternal = !isExpected(error);
  return {
    title: isInternal ? "Internal error" : "Error",
    message: messageOf(error),
    hint: hintOf(error),
    advice: adviceOf(error),
    context: contextLines(unsaidContext(error, context)),
    causes: causesOf(error),
    stack: isInternal && error instanceof Error ? error.stack : undefined,
  };
}

/** What the caller knows, completed by what the error knows in its details. */
function contextOf(error: unknown, given: ErrorContext): ErrorContext {
  const details = isExpected(error) ? error.details : {};
  return {
    operationId: given.operationId ?? textOf(details.operation_id),
    operationType: given.operationType ?? textOf(details.operation_type),
    stage: given.stage ?? textOf(details.stage),
  };
}

/** A message that names the operation needs no line that names it again. */
function unsaidContext(error: unknown, given: ErrorContext): ErrorContext {
  const { operationId, operationType, stage } = contextOf(error, given);
  const name = operationId ?? operationType;
  const isSaid = name !== undefined && messageOf(error).includes(name);
  return isSaid ? { stage } : { operationId, operationType, stage };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isExpected(error: unknown): error is KtrdrError {
  return error instanceof KtrdrError;
}

function hintOf(error: unknown): string | undefined {
  return isExpected(error) ? error.hint : reportHint;
}

function adviceOf(error: unknown): string[] {
  const advice = isExpected(error) ? error.details.advice : undefined;
  return Array.isArray(advice) ? advice.filter((step) => typeof step === "string") : [];
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? error.name : error.message;
}

function contextLines({ operationId, operationType, stage }: ErrorContext): string[] {
  const lines: string[] = [];
  if (operationId !== undefined && operationType !== undefined) {
    lines.push(`Operation: ${operationType} (${operationId})`);
  } else if (operationId !== undefined || operationType !== undefined) {
    lines.push(`Operation: ${operationId ?? operationType}`);
  }
  if (stage !== undefined) lines.push(`Stage: ${stage}`);
  return lines;
}

/** Errors may form a ring. */
function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && cause !== null && causes.length < deepestCause) {
    causes.push(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
