import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { transportErrorOf } from "../../lib/client/errors/transport_error.ts";
import { ConnectionError, UsageError } from "../../lib/errors.ts";

const request = { method: "POST", url: "http://h:8000/api/v1/trainings/start", answered: false };

/** The error that fetch throws, with its reason underneath. */
function fetchError(reason: string): TypeError {
  return new TypeError("fetch failed", { cause: new Error(reason) });
}

Deno.test("transportErrorOf() tells what cannot have arrived from what may have", () => {
  const prefix = "error sending request for url (http://h:8000/): client error";
  const cases: [string, string, boolean][] = [
    [`${prefix} (Connect): tcp connect error: Connection refused (os error 111)`, "refused", false],
    [
      `${prefix} (Connect): tcp connect error: No connection could be made because the target machine actively refused it. (os error 10061)`,
      "refused",
      false,
    ],
    [
      `${prefix} (Connect): dns error: failed to lookup address information: Name or service not known`,
      "unknown_host",
      false,
    ],
    [`${prefix} (Connect): tcp connect error: Network is unreachable (os error 101)`, "unreachable", false],
    [`${prefix} (Connect): invalid peer certificate: UnknownIssuer`, "tls", false],
    [`${prefix} (Connect): received corrupt message of type InvalidContentType`, "tls", false],
    [`${prefix} (Connect): unexpected eof while tunneling`, "proxy", false],
    [`${prefix} (Connect): proxy authentication required`, "proxy", false],
    [`${prefix} (Connect): unsuccessful tunnel`, "proxy", false],
    [`${prefix} (SendRequest): invalid HTTP version parsed`, "plain", false],
    [`${prefix} (SendRequest): connection error: Connection reset by peer (os error 104)`, "broken", true],
    [`${prefix} (SendRequest): connection closed before message completed`, "broken", true],
    ["something nobody has seen before", "broken", true],
  ];
  for (const [reason, fault, mayHaveArrived] of cases) {
    const error = transportErrorOf(fetchError(reason), request);
    assertInstanceOf(error, ConnectionError, reason);
    assertEquals([error.details.fault, error.mayHaveArrived], [fault, mayHaveArrived], reason);
  }
});

Deno.test("transportErrorOf() says what is wrong and what to do", () => {
  const unknown = transportErrorOf(
    fetchError("client error (Connect): dns error: failed to lookup"),
    request,
  );
  assertEquals(unknown.message, 'Host "h" is not known');
  assertStringIncludes(unknown.hint ?? "", "--url");
  const blocked = transportErrorOf(new TypeError("Fetch failed: Requests to port 1 are blocked"), {
    ...request,
    url: "http://h:1/api/v1/health",
  });
  assertEquals(blocked.message, "Port 1 cannot be used for HTTP");
});

Deno.test("transportErrorOf() knows that a body broke off, and lets our own errors pass", () => {
  const broken = transportErrorOf(new TypeError("error reading a body from connection"), {
    ...request,
    answered: true,
  });
  assertEquals(broken.message, "The answer to POST http://h:8000/api/v1/trainings/start broke off");
  const own = new UsageError("x");
  assertEquals(transportErrorOf(own, request), own);
});
