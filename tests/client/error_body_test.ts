import { assert, assertEquals, assertFalse } from "@std/assert";
import { readErrorBody, readHiddenError } from "../../lib/client/errors/error_body.ts";
import recorded from "../golden/errors/error_bodies.json" with { type: "json" };

function messageOf(body: unknown): string | undefined {
  return readErrorBody(JSON.stringify(body)).message;
}

Deno.test("readErrorBody() finds a message in every recorded error body", () => {
  for (const { request, body } of recorded) {
    const { message } = readErrorBody(JSON.stringify(body));
    assert(message !== undefined && message !== "", request);
    assertFalse(/unknown error|\[object|[{}]/i.test(message), `${request}: ${message}`);
  }
});

Deno.test("readErrorBody() turns a list of refused fields into field: message", () => {
  const details = [
    { field: "body -> symbols", message: "Value error, At least one symbol is needed", type: "value_error" },
    { field: "query -> limit", message: "Input should be 1 or more", type: "greater_than_equal" },
  ];
  const body = {
    success: false,
    error: { code: "VALIDATION_ERROR", message: "Request validation failed", details },
  };
  const found = readErrorBody(JSON.stringify(body));
  assertEquals(
    found.message,
    "Request validation failed: symbols: At least one symbol is needed; limit: Input should be 1 or more",
  );
  assertEquals(found.code, "VALIDATION_ERROR");
  assertEquals(found.details.fields, [
    { field: "symbols", message: "At least one symbol is needed" },
    { field: "limit", message: "Input should be 1 or more" },
  ]);
});

Deno.test("readErrorBody() reads the plain list of FastAPI", () => {
  const detail = [{ loc: ["body", "start_date"], msg: "Field required", type: "missing" }];
  assertEquals(messageOf({ detail }), "start_date: Field required");
});

Deno.test("readErrorBody() takes error, hint and numbers from a worker that is not available", () => {
  const detail = {
    error: "No training workers available",
    worker_type: "training",
    registered_workers: 1,
    backend_uptime_seconds: 134.8,
    hint: "Retry in a few seconds",
  };
  assertEquals(readErrorBody(JSON.stringify({ detail })), {
    message: "No training workers available",
    code: undefined,
    hint: "Retry in a few seconds",
    details: { worker_type: "training", registered_workers: 1, backend_uptime_seconds: 134.8 },
  });
});

Deno.test("readErrorBody() takes code and suggestion from a configuration error", () => {
  const detail = {
    message: "Strategy is invalid",
    error_code: "STRATEGY-V3ValidationFailed",
    context: { file: "x.yaml" },
    details: { errors: 2 },
    suggestion: "Fix the file",
  };
  const found = readErrorBody(JSON.stringify({ detail }));
  assertEquals(found.message, "Strategy is invalid");
  assertEquals(found.code, "STRATEGY-V3ValidationFailed");
  assertEquals(found.hint, "Fix the file");
  assertEquals(found.details, { context: { file: "x.yaml" }, errors: 2 });
});

Deno.test("readErrorBody() reads an error inside detail, with and without success", () => {
  const error = { code: "INDICATOR_NOT_FOUND", message: "No such indicator", details: {} };
  for (const detail of [{ success: false, error }, { error }]) {
    const found = readErrorBody(JSON.stringify({ detail }));
    assertEquals([found.message, found.code], ["No such indicator", "INDICATOR_NOT_FOUND"]);
  }
});

Deno.test("readErrorBody() reads a bare message and its reason", () => {
  const found = readErrorBody(JSON.stringify({ success: false, reason: "not_found", message: "Not here" }));
  assertEquals([found.message, found.code], ["Not here", "not_found"]);
});

Deno.test("readErrorBody() shows an object without known names as it is", () => {
  assertEquals(messageOf({ oops: 1 }), '{"oops":1}');
  assertEquals(messageOf({ detail: { oops: 1 } }), '{"oops":1}');
  assertEquals(messageOf("just text"), "just text");
});

Deno.test("readErrorBody() takes the title of an HTML page, and plain text", () => {
  const page = "<html><head><title>502 Bad Gateway</title></head><body>…</body></html>";
  assertEquals(readErrorBody(page).message, "502 Bad Gateway");
  assertEquals(readErrorBody("<!DOCTYPE html><p>x").message, undefined);
  assertEquals(readErrorBody("upstream connect error\n").message, "upstream connect error");
});

Deno.test("readErrorBody() says nothing for bodies that say nothing", () => {
  for (const body of ["", "  ", "null", "{}", "[]", '""', '{"detail":""}', '{"detail":null}']) {
    assertEquals(readErrorBody(body).message, undefined, body);
  }
});

Deno.test("readErrorBody() strips control characters and escape sequences", () => {
  const detail = "\x1b[31mred\x1b[0m \x1b]0;title\x07a\u202eb\x00\nnext";
  assertEquals(messageOf({ detail }), "red ab next");
});

Deno.test("readHiddenError() sees an error inside a success, and only there", () => {
  const body = { success: false, data: null, error: { code: "DUMMY-001", message: "No", details: {} } };
  assertEquals(readHiddenError(body)?.message, "No");
  assertEquals(readHiddenError(body)?.code, "DUMMY-001");
  for (const other of [{ success: true, error: null }, { success: false, valid: false }, [], null, "x"]) {
    assertEquals(readHiddenError(other), undefined);
  }
});

Deno.test("readErrorBody() and readHiddenError() say nothing of a body that is nested to do harm", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  assertEquals(readErrorBody(`{"detail":${deep}}`).message, undefined);
  assertEquals(
    readHiddenError(JSON.parse(`{"success":false,"error":{"message":"x","details":${deep}}}`))?.message,
    undefined,
  );
});
