/**
 * The options of all commands, before and after the command, and where requests go.
 * @module
 */
import { json, refused as nobody } from "../../support/scripted_server.ts";
import { type CompatibilityGroup, type CompatibilityRow, get, refused } from "./compatibility_row.ts";

const sends = [get("/workers")];
const elsewhere = "http://other:9000/api/v1";
const byPort = "http://localhost:8002/api/v1";

/** A global option in all its places; the originals knew it before the command only. */
function inAllPlaces(flags: readonly string[], row: Omit<CompatibilityRow, "line">): CompatibilityRow[] {
  return flags.flatMap((flag) =>
    [`${flag} workers`, `workers ${flag}`].map((line) => ({ line, sends, ...row }))
  );
}

const addresses = [
  ["http://other:9000", elsewhere],
  ["http://other:9000/", elsewhere],
  ["http://other:9000/api/v1", elsewhere],
  ["http://other:9000/api/v1/", elsewhere],
  ["other:9000", elsewhere],
  ["other", "http://other:8000/api/v1"],
  ["http://other", "http://other:8000/api/v1"],
  ["https://other:8443", "https://other:8443/api/v1"],
];

const urls: CompatibilityRow[] = [
  ...inAllPlaces(["--url http://other:9000", "-u http://other:9000", "--url=http://other:9000"], {
    address: elsewhere,
  }),
  ...addresses.map(([url, address]) => ({ line: `workers --url ${url}`, sends, address })),
  { line: "workers", env: { KTRDR_API_URL: "other:9000/" }, sends, address: elsewhere },
  {
    line: "workers --url https://other",
    sends,
    address: "https://other/api/v1",
    because: "it became port 8000, where no server speaks https",
  },
  ...inAllPlaces(["--port 8002", "-p 8002", "--port=8002"], { address: byPort, env: {} }),
  { line: "--url http://other:9000 --port 8002 workers", sends, address: elsewhere },
  { line: "--port 8002 -u http://other:9000 workers", sends, address: elsewhere },
  {
    line: "--url http://other:9000 workers",
    env: { KTRDR_API_URL: "http://server" },
    sends,
    address: elsewhere,
  },
  {
    line: "--port 8002 workers",
    env: { KTRDR_API_URL: "http://server" },
    sends,
    address: byPort,
    because: "the variable won: what is written on the command line now counts more",
  },
  refused("--port many workers", 'Option "--port" must be of type "integer"'),
  refused("--port", 'Missing value for option "--port"'),
];

const sandbox = { "/project/.env.sandbox": "# a sandbox\n\n KTRDR_API_PORT = 8002 \nOTHER=1\n" };

const surroundings: CompatibilityRow[] = [
  { line: "workers", env: {}, sends, address: "http://localhost:8000/api/v1" },
  { line: "workers", env: {}, files: sandbox, sends, address: byPort },
  {
    line: "workers",
    env: {},
    files: { "/project/.env.sandbox": "KTRDR_API_PORT=1\nKTRDR_API_PORT=8002\n" },
    sends,
    address: byPort,
  },
  { line: "workers", env: {}, files: { "/.env.sandbox": "KTRDR_API_PORT=8002\n" }, sends, address: byPort },
  { line: "-u http://other:9000 workers", env: {}, files: sandbox, sends, address: elsewhere },
  { line: "-p 9000 workers", env: {}, files: sandbox, sends, address: "http://localhost:9000/api/v1" },
  { line: "workers", files: sandbox, sends },
  {
    line: "--url http://localhost:8000 workers",
    env: {},
    files: sandbox,
    sends,
    address: "http://localhost:8000/api/v1",
    because: "this one address counted as none, and the sandbox won",
  },
  {
    line: "workers",
    env: { KTRDR_API_CLIENT_BASE_URL: "http://other:9000/api/v1" },
    sends,
    address: elsewhere,
  },
  {
    line: "workers",
    env: { KTRDR_API_CLIENT_BASE_URL: "http://other:9000/api/v1" },
    files: sandbox,
    sends,
    address: byPort,
  },
];

const workers = [{
  worker_id: "w1",
  worker_type: "training",
  endpoint_url: "http://w1",
  status: "available",
  capabilities: {},
}];

const output: CompatibilityRow[] = [
  ...inAllPlaces(["--json", "-v --json"], { json: [{ worker_id: "w1" }] }),
  ...inAllPlaces(["--verbose"], { stdout: ["w1"] }),
  { line: "--json -u http://other:9000 -v workers", sends, address: elsewhere, json: [{ worker_id: "w1" }] },
  {
    line: "--json workers",
    answers: { "GET /workers": [json({ detail: "No such thing" }, { status: 404 })] },
    sends,
    exitCode: 5,
    json: { status: "error", message: "No such thing" },
    stderr: ["Error: No such thing"],
    because: "the exit code was 1, and stderr was empty",
  },
  {
    line: "workers",
    answers: {
      "GET /workers": [
        json({ success: false, error: { code: "X", message: "Broken", details: {} } }, { status: 400 }),
      ],
    },
    sends,
    exitCode: 2,
    stderr: ["Error: Broken"],
    because: "it was 'Unknown error', with exit code 1",
  },
  {
    line: "--json workers",
    answers: {
      "GET /workers": [
        json({ success: false, error: { code: "X-1", message: "Broken", details: {} } }, { status: 409 }),
      ],
    },
    sends,
    exitCode: 5,
    json: { status: "error", message: "Broken", error_code: "X-1" },
    because: "it was 'Unknown error', with exit code 1",
  },
  {
    line: "workers",
    answers: { "GET /workers": [json({ detail: "Down" }, { status: 500 })] },
    sends: [sends, sends, sends, sends].flat(),
    exitCode: 1,
    stderr: ["Error: Down"],
  },
  {
    line: "workers",
    answers: { "GET /workers": [nobody()] },
    sends: [sends, sends, sends, sends].flat(),
    exitCode: 6,
    stderr: ["Nothing listens at server:8000"],
    because: "it was 1",
  },
  refused("--nope workers", 'Unknown option "--nope"'),
  refused("workers --nope", 'Unknown option "--nope"'),
  refused("nope", 'Unknown command "nope"'),
  refused("operations nope", 'Unknown command "nope"'),
  { line: "--help", stdout: ["Usage:"] },
  { line: "operations list --help", stdout: ["--resumable"] },
];

/** The rows of global options. */
export const globalOptionRows: CompatibilityGroup = {
  answers: { "GET /workers": [json(workers)], "GET /health": [json({ status: "ok", version: "1" })] },
  rows: [...urls, ...surroundings, ...output],
};
