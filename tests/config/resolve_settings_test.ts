import { assertEquals, assertThrows } from "@std/assert";
import { type Flags, resolveSettings, type SettingsSources } from "../../lib/config/resolve_settings.ts";
import { UsageError } from "../../lib/errors.ts";
import { configOf } from "../support/config_text.ts";

const variables = {
  KTRDR_API_URL: "http://env:1",
  KTRDR_API_CLIENT_BASE_URL: "http://old:1/api/v1",
  HOME: "/home/u",
};
const sandboxFile = { path: "/a/.env.sandbox", text: "X=1\nKTRDR_API_PORT=8003\n" };

function resolve(sources: Partial<Omit<SettingsSources, "env">> & { env?: Record<string, string> }) {
  const { env = {}, flags = {}, ...rest } = sources;
  return resolveSettings({ flags, env: (name) => env[name], ...rest });
}

Deno.test("resolveSettings() takes the server from the first source that names one", () => {
  const config = configOf("profiles:\n  work:\n    url: https://profile\n", "work");
  const steps: [Flags, Record<string, string>, boolean, boolean, string, string][] = [
    [{ url: "http://flag:1", port: 2 }, variables, true, true, "http://flag:1/api/v1", "--url"],
    [{ port: 8001 }, variables, true, true, "http://localhost:8001/api/v1", "--port"],
    [{}, variables, true, true, "http://env:1/api/v1", "KTRDR_API_URL"],
    [{}, {}, true, true, "https://profile/api/v1", "/c.yaml:3 (profile work)"],
    [{}, {}, false, true, "http://localhost:8003/api/v1", "/a/.env.sandbox:2"],
    [
      {},
      { KTRDR_API_CLIENT_BASE_URL: "http://old:1/api/v1" },
      false,
      false,
      "http://old:1/api/v1",
      "KTRDR_API_CLIENT_BASE_URL",
    ],
  ];
  for (const [flags, env, hasConfig, hasFile, baseUrl, origin] of steps) {
    const { target } = resolve({
      flags,
      env,
      config: hasConfig ? config : undefined,
      sandboxFile: hasFile ? sandboxFile : null,
    });
    assertEquals(target, { kind: "remote", baseUrl, origin });
  }
  assertEquals(resolve({}).target, { kind: "auto" });
});

Deno.test("resolveSettings() takes an explicit default address as explicit", () => {
  const { target } = resolve({ flags: { url: "http://localhost:8000" }, sandboxFile });
  assertEquals(target, { kind: "remote", baseUrl: "http://localhost:8000/api/v1", origin: "--url" });
});

Deno.test("resolveSettings() lets --embedded win over everything but another flag", () => {
  assertEquals(resolve({ flags: { embedded: true }, env: variables, sandboxFile }).target, {
    kind: "embedded",
    origin: "--embedded",
  });
  assertThrows(
    () => resolve({ flags: { embedded: true, port: 1 } }),
    UsageError,
    "--embedded and --port exclude each other",
  );
});

Deno.test("resolveSettings() names where a bad value stands", () => {
  const file = { path: "/a/.env.sandbox", text: "\nKTRDR_API_PORT=x" };
  assertThrows(() => resolve({ sandboxFile: file }), UsageError, '/a/.env.sandbox:2: KTRDR_API_PORT "x"');
  assertThrows(() => resolve({ env: { KTRDR_API_URL: "ftp://h" } }), UsageError, 'KTRDR_API_URL "ftp://h"');
  assertThrows(() => resolve({ flags: { port: 70_000 } }), UsageError, '--port "70000"');
  assertThrows(() => resolve({ flags: { requestTimeout: 0 } }), UsageError, '--request-timeout "0"');
});

Deno.test("resolveSettings() ignores a sandbox file without a port", () => {
  assertEquals(resolve({ sandboxFile: { path: "f", text: "A=1" } }).target, { kind: "auto" });
});

Deno.test("resolveSettings() takes the token from flag, variable, profile", () => {
  const config = configOf("token: c");
  const env = { KTRDR_TOKEN: "e" };
  const flags = { token: "f\n" };
  assertEquals(resolve({ flags, env, config }).token, { text: "f", origin: "--token-file" });
  assertEquals(resolve({ env, config }).token, { text: "e", origin: "KTRDR_TOKEN" });
  assertEquals(resolve({ config }).token, { text: "c", origin: "/c.yaml:1" });
  const file = configOf("token_file: t");
  assertEquals(resolve({ config: file, configToken: "t\n" }).token, { text: "t", origin: "/c.yaml:1" });
  assertEquals(resolve({}).token, undefined);
});

Deno.test("resolveSettings() sends a token that stands beside an address nowhere else", () => {
  const config = configOf("url: https://mine\ntoken: c\nprofiles:\n  other:\n    url: https://other\n");
  assertEquals(resolve({ config }).token?.text, "c");
  assertEquals(resolve({ config, flags: { url: "https://mine/" } }).token?.text, "c");
  assertEquals(resolve({ config, flags: { url: "https://elsewhere" } }).token, undefined);
  assertEquals(resolve({ config, flags: { port: 8000 } }).token, undefined);
  const shared = configOf("token: c\nprofiles:\n  other:\n    url: https://other\n", "other");
  assertEquals(resolve({ config: shared }).token?.text, "c");
  const text = "url: https://mine\ntoken: c\nprofiles:\n  other:\n    url: https://other\n";
  assertEquals(resolve({ config: configOf(text, "other") }).token, undefined);
});

Deno.test("resolveSettings() takes engine, home and time from the configuration, after the environment", () => {
  const config = configOf("embedded: true\nhome: /c\nrequest_timeout: 7\n");
  const { target, home, requestTimeout } = resolve({ config });
  assertEquals(target, { kind: "embedded", origin: "/c.yaml:1" });
  assertEquals([home, requestTimeout], ["/c", 7_000]);
  const env = { KTRDR_HOME: "/e", KTRDR_API_CLIENT_TIMEOUT: "5", KTRDR_API_URL: "http://env:1" };
  const settled = resolve({ config, env });
  assertEquals([settled.home, settled.requestTimeout, settled.target.kind], ["/e", 5_000, "remote"]);
});

Deno.test("resolveSettings() refuses a token that no header can carry, and does not show it", () => {
  for (const token of ["two words", "two\nlines", "ümlaut", "界", "\u001b[31m"]) {
    const error = assertThrows(() => resolve({ env: { KTRDR_TOKEN: token } }), UsageError);
    assertEquals(error.message, "KTRDR_TOKEN holds no token");
  }
  assertThrows(() => resolve({ flags: { token: "a b" } }), UsageError, "--token-file holds no token");
});

Deno.test("resolveSettings() bounds a request by 30 s unless told otherwise", () => {
  assertEquals(resolve({}).requestTimeout, 30_000);
  assertEquals(resolve({ env: { KTRDR_API_CLIENT_TIMEOUT: "5.5" } }).requestTimeout, 5_500);
  const flags = { requestTimeout: 2 };
  assertEquals(resolve({ flags, env: { KTRDR_API_CLIENT_TIMEOUT: "5" } }).requestTimeout, 2_000);
});

Deno.test("resolveSettings() finds the home folder", () => {
  assertEquals(resolve({ env: { KTRDR_HOME: "/k", XDG_DATA_HOME: "/x", HOME: "/h" } }).home, "/k");
  assertEquals(resolve({ env: { XDG_DATA_HOME: "/x", HOME: "/h" } }).home, "/x/ktrdr");
  assertEquals(resolve({ env: { HOME: "/h" } }).home, "/h/.local/share/ktrdr");
  const env = { LOCALAPPDATA: "/local", XDG_DATA_HOME: "/x" };
  assertEquals(resolve({ env, operatingSystem: "windows" }).home, "/local/ktrdr");
});
