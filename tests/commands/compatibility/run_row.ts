/**
 * Runs a row of the compatibility table.
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { type KtrdrRun, runKtrdr } from "../../support/run_ktrdr.ts";
import { type RecordedRequest, ScriptedServer } from "../../support/scripted_server.ts";
import { trainedId } from "../../support/trained_answers.ts";
import type { CompatibilityGroup, CompatibilityRow } from "./compatibility_row.ts";
import { lineWords } from "./line_words.ts";

const usualEnv = { KTRDR_API_URL: "http://server" };
const usualAddress = "http://server:8000/api/v1";

/** Runs a row. Throws an AssertionError with the first thing that is not as the row says. */
export async function runRow(row: CompatibilityRow, answers: CompatibilityGroup["answers"]): Promise<void> {
  const server = new ScriptedServer({ ...answers, ...row.answers });
  const { files = {}, env = usualEnv, types } = row;
  const host = createFakeHost({
    files,
    env,
    fetch: server.fetch,
    ...(types !== undefined && { isTerminal: true, stdin: types }),
  });
  const run = await runKtrdr(lineWords(row.line), { host });
  // Looks at what the server can do and has: the originals left it to the user to name a model.
  const looks = ["GET /health", `GET /operations/${trainedId}`];
  const isCounted = ({ method, path, query }: RecordedRequest) =>
    !looks.includes(`${method} ${path}`) && !(path === "/operations" && query.limit === "100");
  const sent = server.requests.filter(isCounted)
    .map(({ method, path, query, body }) => ({ method, path, query, body }));
  const said = `stdout: ${run.stdout}\nstderr: ${run.stderr}`;
  assertEquals(sent, row.sends ?? [], `other requests\n${said}`);
  assertEquals(run.exitCode, row.exitCode ?? 0, `another exit code\n${said}`);
  checkAddress(row, host.requests);
  checkOutput(row, run);
  for (const [path, text] of Object.entries(row.writes ?? {})) {
    assertStringIncludes(host.fileTexts.get(path) ?? "(no file)", text, `file ${path}`);
  }
}

function checkAddress({ address = usualAddress }: CompatibilityRow, requests: readonly Request[]): void {
  const elsewhere = requests.map(({ url }) => url).filter((url) => !url.startsWith(`${address}/`));
  assertEquals(elsewhere, [], `requests that do not go to ${address}`);
}

function checkOutput(row: CompatibilityRow, { stdout, stderr }: KtrdrRun): void {
  for (const text of row.stdout ?? []) assertStringIncludes(stdout, text, "stdout");
  for (const text of row.stderr ?? []) assertStringIncludes(stderr, text, "stderr");
  if (row.json === undefined && row.jsonKeys === undefined) return;
  assertEquals(stdout.split("\n").length, 2, `stdout is not one line: ${stdout}`);
  const value: unknown = JSON.parse(stdout);
  if (row.json !== undefined) assertEquals(likeExpected(value, row.json), row.json, `JSON ${stdout}`);
  const missing = (row.jsonKeys ?? []).filter((key) => !hasKey(value, key.split(".")));
  assertEquals(missing, [], `keys that JSON does not have: ${stdout}`);
}

/** Of a value only what the expected one has, too: objects may have more keys. */
function likeExpected(value: unknown, expected: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(expected)) {
    return value.map((item, index) => likeExpected(item, expected[index]));
  }
  if (!isObject(value) || !isObject(expected)) return value;
  const common = Object.keys(expected).filter((key) => key in value);
  return Object.fromEntries(common.map((key) => [key, likeExpected(value[key], expected[key])]));
}

function hasKey(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return isObject(value) && key in value && hasKey(value[key], rest);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
