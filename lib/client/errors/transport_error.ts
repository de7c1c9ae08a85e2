import { ConnectionError, KtrdrError } from "../../errors.ts";
import { permissionErrorOf } from "../../permission_error.ts";
import { findTlsFault } from "./tls_fault.ts";

/** Why no answer came. */
type TransportFault =
  | "refused"
  | "unknown_host"
  | "tls"
  | "plain"
  | "proxy"
  | "unreachable"
  | "blocked"
  | "broken";

/** The request that got no answer. */
interface FailedRequest {
  method: string;
  /** Without password and query. */
  url: string;
  /** Whether the status line had already come, and the body broke off. */
  answered: boolean;
}

/**
 * The error for a request that failed below HTTP. The reason hides in the chain of causes; `details.fault` names it
 * as a {@linkcode TransportFault}. Errors of our own pass unchanged; what Deno does not permit is no fault of the network.
 */
export function transportErrorOf(error: unknown, request: FailedRequest): KtrdrError {
  if (error instanceof KtrdrError) return error;
  const refusal = permissionErrorOf(error);
  if (refusal !== undefined) return refusal;
  const reason = reasonOf(error);
  const fault = request.answered ? "broken" : faultOf(reason);
  return new ConnectionError(describeFault(fault, request, reason), {
    mayHaveArrived: fault === "broken",
    hint: hintForFault(fault, reason),
    details: { method: request.method, url: request.url, fault },
    cause: error,
  });
}

/** The texts of an error and everything underneath it. */
function reasonOf(error: unknown): string {
  const parts: string[] = [];
  let current = error;
  for (let depth = 0; depth < 5 && current !== undefined && current !== null; depth++) {
    parts.push(current instanceof Error ? current.message : String(current));
    const code = typeof current === "object" && "code" in current ? current.code : undefined;
    if (typeof code === "string") parts.push(code);
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join(": ");
}

function faultOf(reason: string): TransportFault {
  if (/are blocked/.test(reason)) return "blocked";
  if (/tunnel|proxy auth/i.test(reason)) return "proxy";
  // A server for https answers a request without it in bytes that are no HTTP.
  if (/invalid HTTP version parsed/.test(reason)) return "plain";
  if (/connection refused|ECONNREFUSED|actively refused/i.test(reason)) return "refused";
  if (/dns error|failed to lookup|ENOTFOUND|EAI_AGAIN/i.test(reason)) return "unknown_host";
  if (/certificate|corrupt message|InvalidContentType|UnknownIssuer|tls|handshake/i.test(reason)) {
    return "tls";
  }
  // The runtime calls everything before the connection stands "Connect": nothing can have been sent.
  if (/client error \(Connect\)|ENETUNREACH|EHOSTUNREACH/i.test(reason)) return "unreachable";
  return "broken";
}

function describeFault(fault: TransportFault, request: FailedRequest, reason: string): string {
  const { host, hostname, port } = new URL(request.url);
  const tail = reason.split(": ").slice(-2).join(": ");
  switch (fault) {
    case "refused":
      return `Nothing listens at ${host} (connection refused)`;
    case "unknown_host":
      return `Host "${hostname}" is not known`;
    case "tls":
      return `No secure connection to ${host}: ${findTlsFault(reason)?.message ?? tail}`;
    case "plain":
      return `${host} does not answer in HTTP`;
    case "proxy":
      return `The proxy gives no way to ${host}: ${tail}`;
    case "blocked":
      return `Port ${port} cannot be used for HTTP`;
    case "unreachable":
      return `Cannot connect to ${host}: ${tail}`;
    case "broken":
      return request.answered
        ? `The answer to ${request.method} ${request.url} broke off`
        : `The connection to ${host} broke before an answer came: ${tail}`;
  }
}

function hintForFault(fault: TransportFault, reason: string): string | undefined {
  switch (fault) {
    case "refused":
      return "Start the server, or check --url, --port and KTRDR_API_URL";
    case "unknown_host":
    case "unreachable":
      return "Check --url or KTRDR_API_URL, and the network";
    case "tls":
      return findTlsFault(reason)?.hint ?? "Check whether the server speaks https, and its certificate";
    case "plain":
      return "It may want https:// in its address";
    case "proxy":
      return "Check HTTPS_PROXY, which may need user:password@, or name the host in NO_PROXY";
    case "blocked":
      return "Choose another port";
    case "broken":
      return undefined;
  }
}
