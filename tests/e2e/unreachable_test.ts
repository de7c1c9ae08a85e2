import { assert, assertEquals, assertMatch } from "@std/assert";
import { oneJsonValue, runProgram, startProgram } from "../support/processes.ts";
import { findFreePort, serveWebPage } from "./endless_server.ts";
import { openEmptyWorkplace } from "./workplace.ts";

Deno.test("where nothing listens a command says so within seconds", async () => {
  await using place = await openEmptyWorkplace();
  const port = findFreePort();
  const args = ["model", "list", "--url", `http://127.0.0.1:${port}`];
  const startedAt = performance.now();
  await using asking = startProgram(args, place);
  await using askingForJson = startProgram([...args, "--json"], place);
  const plain = await asking.ended();
  const asJson = await askingForJson.ended();
  assert(performance.now() - startedAt < 20_000);
  assertEquals([plain.code, plain.stdout], [6, ""]);
  assertEquals(plain.stderr.split("\n"), [
    `Error: Nothing listens at 127.0.0.1:${port} (connection refused)`,
    "Hint: Start the server, or check --url, --port and KTRDR_API_URL",
    "",
  ]);
  assertEquals(asJson.code, 6);
  assertEquals(oneJsonValue(asJson), {
    status: "error",
    message: `Nothing listens at 127.0.0.1:${port} (connection refused)`,
    suggestion: "Start the server, or check --url, --port and KTRDR_API_URL",
  });
});

Deno.test("a web server that is no KTRDR server is named as such", async () => {
  await using place = await openEmptyWorkplace();
  await using server = serveWebPage();
  const outcome = await runProgram(["model", "list", "--url", server.url], place);
  assertEquals([outcome.code, outcome.stdout], [1, ""]);
  assertMatch(outcome.stderr, /^Error: GET \S+\/models answered 200 with text\/html instead of JSON\n/);
  assertMatch(outcome.stderr, /\nHint: Is it a KTRDR server\? .*\n$/);
});
