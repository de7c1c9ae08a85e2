import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  backoffDelay,
  delayAfter,
  isPassing,
  mayRepeat,
  parseRetryAfter,
  retryAfterOf,
} from "../../lib/client/retry.ts";
import { ApiError, ConnectionError, ContractError, TimeoutError } from "../../lib/errors.ts";

function apiError(status: number): ApiError {
  return new ApiError("x", { status, retryable: status >= 500 || status === 429 });
}

const refused = new ConnectionError("x", { mayHaveArrived: false, details: { fault: "refused" } });
const reset = new ConnectionError("x", { mayHaveArrived: true, details: { fault: "broken" } });

Deno.test("mayRepeat() lets GET, HEAD and PUT pass over everything that passes", () => {
  for (const method of ["GET", "HEAD", "PUT"]) {
    for (
      const error of [
        apiError(500),
        apiError(502),
        apiError(503),
        apiError(429),
        refused,
        reset,
        new TimeoutError("x"),
      ]
    ) assert(mayRepeat(method, error), `${method} ${error.name}`);
    for (
      const error of [apiError(400), apiError(404), apiError(422), new ContractError("x"), new Error("x")]
    ) {
      assertFalse(mayRepeat(method, error), `${method} ${error.name}`);
    }
  }
});

Deno.test("mayRepeat() repeats POST and DELETE only if they cannot have been carried out", () => {
  for (const method of ["POST", "DELETE"]) {
    assert(mayRepeat(method, refused));
    assert(mayRepeat(method, apiError(429)));
    for (const error of [reset, new TimeoutError("x"), apiError(500), apiError(503)]) {
      assertFalse(mayRepeat(method, error), `${method} ${error.name}`);
    }
  }
});

Deno.test("isPassing() does not expect a bad certificate to go away", () => {
  assertFalse(isPassing(new ConnectionError("x", { mayHaveArrived: false, details: { fault: "tls" } })));
});

Deno.test("backoffDelay() doubles its bound up to the cap, with full jitter", () => {
  const bounds = [0, 1, 2, 3, 9].map((attempt) => backoffDelay({ attempt, base: 1_000, random: () => 1 }));
  assertEquals(bounds, [1_000, 2_000, 4_000, 8_000, 30_000]);
  assertEquals(backoffDelay({ attempt: 3, base: 1_000, random: () => 0 }), 0);
  assertEquals(backoffDelay({ attempt: 3, base: 1_000, cap: 5_000, random: () => 0.5 }), 2_500);
});

Deno.test("parseRetryAfter() reads seconds and dates", () => {
  const now = Date.UTC(2026, 0, 1);
  assertEquals(parseRetryAfter("5", now), 5_000);
  assertEquals(parseRetryAfter("Thu, 01 Jan 2026 00:00:30 GMT", now), 30_000);
  assertEquals(parseRetryAfter("Wed, 31 Dec 2025 00:00:00 GMT", now), 0);
  for (const header of [null, "", "soon"]) assertEquals(parseRetryAfter(header, now), undefined);
});

Deno.test("retryAfterOf() finds the wait that an error carries", () => {
  const error = new ApiError("x", { status: 429, retryable: true, details: { retry_after_ms: 5_000 } });
  assertEquals(retryAfterOf(error), 5_000);
  assertEquals(retryAfterOf(new Error("x")), undefined);
});

Deno.test("delayAfter() is what the server asks for, up to a minute, else the backoff", () => {
  const asking = (retry_after_ms: number) =>
    new ApiError("x", { status: 429, retryable: true, details: { retry_after_ms } });
  assertEquals(delayAfter(asking(5_000), 800), 5_000);
  assertEquals(delayAfter(asking(3_600_000), 800), 60_000);
  assertEquals(delayAfter(asking(0), 800), 800);
  assertEquals(delayAfter(new Error("x"), 800), 800);
});
