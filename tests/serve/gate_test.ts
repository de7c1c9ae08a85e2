import { assertEquals, assertMatch } from "@std/assert";
import { createGate } from "../../lib/serve/gate.ts";

const origin = "http://127.0.0.1:8000";

/** Asks a gate in front of a handler that answers 200 to everything; tells the status and whether the handler was asked. */
function openGate(options: { token?: string } = {}) {
  let asked = 0;
  const handler = () => {
    asked++;
    return Promise.resolve(Response.json({}));
  };
  const gate = createGate(handler, {
    listensOn: ["127.0.0.1"],
    port: 8000,
    allowedHosts: [{ name: "ktrdr.example.com", port: undefined }],
    token: options.token,
  });
  return async (headers: Record<string, string>, { method = "GET", path = "/api/v1/operations" } = {}) => {
    asked = 0;
    const response = await gate(new Request(`${origin}${path}`, { method, headers }));
    const { detail } = await response.json();
    assertEquals([...response.headers.keys()].filter((name) => name.startsWith("access-control")), []);
    assertEquals(response.headers.get("x-content-type-options"), "nosniff");
    assertEquals(response.headers.get("cross-origin-resource-policy"), "same-origin");
    assertEquals(asked, response.status === 200 ? 1 : 0);
    assertEquals(typeof detail, response.status === 200 ? "undefined" : "string");
    return { status: response.status, detail, headers: response.headers };
  };
}

Deno.test("the gate passes on what programs send", async () => {
  const ask = openGate();
  const programs = [
    {},
    { host: "127.0.0.1:8000" },
    { host: "localhost:8000", "user-agent": "python-httpx/0.27", authorization: "Bearer unasked" },
    { host: "localhost:8000", "sec-fetch-mode": "cors", "content-type": "text/plain" },
    { host: "ktrdr.example.com" },
    { host: "localhost:8000", "sec-fetch-site": "none" },
  ];
  for (const headers of programs) {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      assertEquals((await ask(headers, { method })).status, 200, JSON.stringify(headers));
    }
  }
});

Deno.test("the gate refuses requests for another host, health included", async () => {
  const ask = openGate();
  for (const host of ["evil.example:8000", "localhost:8001", "", "127.0.0.1:8000@evil.example"]) {
    for (const path of ["/api/v1/operations", "/api/v1/health", "/"]) {
      const { status, detail } = await ask({ host }, { path });
      assertEquals(status, 421);
      assertMatch(detail, /^Host ".*" is not one of this server/);
    }
  }
});

Deno.test("the gate refuses pages of another origin whatever they send", async () => {
  const ask = openGate();
  const pages = [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:3000" },
    { origin: "http://127.0.0.1:8001" },
    { origin: "http://127.0.0.1:8000.evil.example" },
    { origin: "file://" },
    { origin: "http://127.0.0.1:8000, http://evil.example" },
    { origin: "" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const page of pages) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS"]) {
      const headers = { host: "127.0.0.1:8000", "content-type": "text/plain", ...page };
      assertEquals((await ask(headers, { method })).status, 403, JSON.stringify(page));
    }
  }
});

Deno.test("the gate takes a page of its own origin, behind a proxy with TLS too", async () => {
  const ask = openGate();
  const pages = [
    { host: "127.0.0.1:8000", origin },
    { host: "LOCALHOST:8000", origin: "http://localhost:8000", "sec-fetch-site": "same-origin" },
    { host: "ktrdr.example.com", origin: "https://ktrdr.example.com" },
    { host: "ktrdr.example.com:443", origin: "https://ktrdr.example.com" },
  ];
  for (const headers of pages) assertEquals((await ask(headers, { method: "PUT" })).status, 200);
});

Deno.test("the gate wants the token of everybody, but not for health", async () => {
  const ask = openGate({ token: "s3cret" });
  const right = { authorization: "Bearer s3cret" };
  assertEquals((await ask(right)).status, 200);
  assertEquals((await ask({}, { path: "/api/v1/health" })).status, 200);
  const refused = [
    await ask({}),
    await ask({ authorization: "Bearer wrong" }),
    await ask({}, { path: "/api/v1/health", method: "POST" }),
    await ask({}, { path: "/api/v1/health/" }),
    await ask({}, { path: "/api/v1/operations/..%2fhealth" }),
    await ask({}, { path: "/api/v1//health" }),
  ];
  for (const { status, headers, detail } of refused) {
    assertEquals(status, 401);
    assertEquals(headers.get("www-authenticate"), 'Bearer realm="ktrdr"');
    assertEquals(detail.includes("s3cret"), false);
  }
});

Deno.test("the token opens the gate neither to another host nor to a page", async () => {
  const ask = openGate({ token: "s3cret" });
  const authorization = "Bearer s3cret";
  assertEquals((await ask({ authorization, host: "evil.example" })).status, 421);
  assertEquals((await ask({ authorization, origin: "http://evil.example" })).status, 403);
});
