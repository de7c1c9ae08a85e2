/**
 * From a request to a response: find the route, let it work, turn what it throws into an error body.
 * @module
 */
import { KtrdrError, UsageError } from "../../errors.ts";
import { type CodedBody, detailError, type ErrorBody, ServiceError } from "../services/service_error.ts";
import { matchRoute, type Route } from "./route.ts";

const prefix = "/api/v1/";
/** So many refused fields are told in one sentence. */
const mostFields = 5;

/** Answers one request; never rejects, whatever the request is. */
export async function serveRequest(routes: readonly Route[], request: Request): Promise<Response> {
  const started = performance.now();
  const response = await answer(routes, request).catch(errorResponse);
  response.headers.set("X-Process-Time", `${Math.round(performance.now() - started)}ms`);
  return response;
}

async function answer(routes: readonly Route[], request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (!pathname.startsWith(prefix)) throw detailError(404, "Not Found");
  const match = matchRoute(routes, { method: request.method, segments: decodeSegments(pathname) });
  if ("route" in match) {
    const { route, parameters } = match;
    return jsonResponse(200, await route.handle({ request, parameters, query: searchParams }));
  }
  if (match.allowed.length === 0) throw detailError(404, "Not Found");
  const refusal = jsonResponse(405, { detail: "Method Not Allowed" });
  refusal.headers.set("Allow", match.allowed.join(", "));
  return refusal;
}

/** The segments after the prefix. A slash at the end makes no difference. */
function decodeSegments(pathname: string): string[] {
  const path = pathname.slice(prefix.length).replace(/\/$/, "");
  try {
    return path.split("/").map(decodeURIComponent);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw detailError(400, "The path has a malformed percent-encoding");
  }
}

/** The one place where errors become statuses and bodies. */
function errorResponse(error: unknown): Response {
  if (error instanceof ServiceError) return jsonResponse(error.status, withDetail(error.body));
  if (error instanceof UsageError) {
    const detail = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
    return jsonResponse(400, { detail });
  }
  const code = error instanceof KtrdrError ? "INTERNAL_ERROR" : "INTERNAL_SERVER_ERROR";
  const message = error instanceof Error ? error.message : String(error);
  const type = error instanceof Error ? error.constructor.name : typeof error;
  const hint = error instanceof KtrdrError && error.hint !== undefined ? { hint: error.hint } : {};
  const body = { success: false, error: { code, message, ...hint, details: { type } } } as const;
  return jsonResponse(500, withDetail(body));
}

/** With a sentence under the only name that clients of KTRDR look for one. */
function withDetail(body: ErrorBody): ErrorBody | (CodedBody & { detail: string }) {
  if ("detail" in body) return body;
  const { message, hint, details } = body.error;
  const fields = Array.isArray(details) ? details.slice(0, mostFields).flatMap(describeField).join("; ") : "";
  const sentence = fields === "" ? message : `${message}: ${fields}`;
  return { ...body, detail: hint === undefined ? sentence : `${sentence}. ${hint}` };
}

function describeField(problem: unknown): string[] {
  if (typeof problem !== "object" || problem === null) return [];
  if (!("field" in problem && "message" in problem)) return [];
  return [`${problem.field}: ${problem.message}`];
}

function jsonResponse(status: number, body: unknown): Response {
  return Response.json(body, { status });
}
