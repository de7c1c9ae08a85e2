import { assertEquals, assertThrows } from "@std/assert";
import { localBaseUrl, normaliseBaseUrl } from "../../lib/config/normalise_base_url.ts";
import { UsageError } from "../../lib/errors.ts";

Deno.test("normaliseBaseUrl() fills in scheme, port and path", () => {
  const cases: Record<string, string> = {
    "localhost": "http://localhost:8000/api/v1",
    "localhost:9000": "http://localhost:9000/api/v1",
    "http://localhost:8000": "http://localhost:8000/api/v1",
    " http://localhost:8000/ ": "http://localhost:8000/api/v1",
    "http://h:80": "http://h/api/v1",
    "https://h": "https://h/api/v1",
    "https://h:443/": "https://h/api/v1",
    "https://h:8443": "https://h:8443/api/v1",
    "http://h:8000/api/v1/": "http://h:8000/api/v1",
    "http://h/api/v2": "http://h:8000/api/v2",
    "http://h/api": "http://h:8000/api/v1",
    "http://h/ktrdr": "http://h:8000/ktrdr/api/v1",
    "http://user:pa%40ss@h/": "http://user:pa%40ss@h:8000/api/v1",
    "https://h/?key=a/b": "https://h/api/v1?key=a/b",
    "[::1]": "http://[::1]:8000/api/v1",
    "http://[::1]:9000": "http://[::1]:9000/api/v1",
    "http://h#top": "http://h:8000/api/v1",
    "HTTPS://H": "https://h/api/v1",
  };
  for (const [text, expected] of Object.entries(cases)) assertEquals(normaliseBaseUrl(text), expected, text);
});

Deno.test("normaliseBaseUrl() names the origin and the bad address, without its password", () => {
  for (const text of ["", "ftp://h", "http://", "http://h:99999", "http://h:0", "two words", "http://h:x"]) {
    const error = assertThrows(() => normaliseBaseUrl(text, { origin: "KTRDR_API_URL" }), UsageError);
    assertEquals(error.message, `KTRDR_API_URL "${text}" is not an http or https address`);
  }
  const shown = {
    "http://u:secret@h:x": "http://***@h:x",
    "http://u:sec/r@et@h:x": "http://***@h:x",
    "u:secret@h:x": "***@h:x",
    "http://a%ff:secret@h": "http://***@h",
    [`${"x".repeat(1_000)}:x`]: `${"x".repeat(200)}…`,
  };
  for (const [text, expected] of Object.entries(shown)) {
    const error = assertThrows(() => normaliseBaseUrl(text), UsageError);
    assertEquals(error.message, `--url "${expected}" is not an http or https address`);
  }
});

Deno.test("localBaseUrl() takes whole numbers from 1 to 65535", () => {
  assertEquals(localBaseUrl(8001), "http://localhost:8001/api/v1");
  assertEquals(localBaseUrl("8001"), "http://localhost:8001/api/v1");
  assertEquals(localBaseUrl(80), "http://localhost/api/v1");
  for (const port of [0, 65_536, 1.5, NaN, "", "x", "-1", "0x10"]) {
    assertThrows(() => localBaseUrl(port), UsageError, `--port "${port}"`);
  }
});
