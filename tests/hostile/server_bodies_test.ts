import { assert, assertEquals, assertLess } from "@std/assert";
import { deadline } from "@std/async/deadline";
import { ExitCode } from "../../lib/errors.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { type KtrdrRun, runKtrdr } from "../support/run_ktrdr.ts";
import { createHostileServer } from "./hostile_server.ts";
import { escapeSequences } from "./random_source.ts";
import { repeat } from "./repeat.ts";

const period = ["--start", "2015-01-01", "--end", "2020-04-17"];

const commands = [
  ["ops"],
  ["ops", "--status", "running", "--active"],
  ["status"],
  ["status", "op_1"],
  ["status", "op_1", "--exit-status"],
  ["follow", "op_1", "--timeout", "60"],
  ["follow", "op_1", "op_2", "--timeout", "60"],
  ["follow", "@last:training", "--timeout", "60"],
  ["wait", "op_1", "op_2", "--any", "--timeout", "60"],
  ["wait", "@last", "--timeout", "60"],
  ["cancel", "op_1"],
  ["cancel", "@last"],
  ["status", "op_"],
  ["resume", "op_1"],
  ["resume", "op_1", "--follow", "--timeout", "60"],
  ["model", "list"],
  ["model", "show", "x"],
  ["train", "rsi_spx"],
  ["model", "train", "rsi_spx", ...period, "--timeout", "60"],
  ["model", "train", "rsi_spx", "--dry-run"],
  ["backtest", "run", "rsi_spx", ...period, "--timeout", "60"],
  ["backtest", "rsi_spx", "SPX", "1d", ...period],
  ["dummy", "--timeout", "60"],
  ["data", "list"],
  ["data", "range", "SPX"],
  ["data", "show", "SPX"],
  ["list", "strategies"],
  ["validate", "rsi_spx"],
  ["strategy", "features", "rsi_spx"],
];

const flags = [[], ["--verbose"], ["--quiet"], ["--progress", "plain"], ["--color", "always"]];

const formats = ["json", "jsonl", "csv", "yaml"];

const exitCodes: readonly number[] = Object.values(ExitCode);

/** What no stream may get: control characters but line ends and tabs, and marks that turn the direction of writing. */
// deno-lint-ignore no-control-regex -- looked for on purpose
const notPlain = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What not even a terminal may get. */
// deno-lint-ignore no-control-regex -- looked for on purpose
const neverShown = /[\u0000-\u0006\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

Deno.test("no answer of a server breaks a command, and nothing of it steers a terminal", async () => {
  await repeat({ runs: 250, seed: 1 }, async (source) => {
    const args = [
      ...source.pick(commands),
      ...source.pick(flags),
      ...source.chance(0.5) ? ["--output", source.pick(formats)] : [],
    ];
    const host = createFakeHost({
      fetch: createHostileServer(source),
      isTerminal: source.chance(0.3),
      env: { KTRDR_API_URL: "http://ktrdr.example:8000" },
      random: () => source.next(),
    });
    const run = await deadline(runKtrdr(args, { host }), 20_000);
    checkRun(run, { args, host });
  });
});

function checkRun(run: KtrdrRun, { args, host }: { args: string[]; host: FakeHost }): void {
  const { exitCode, stdout, stderr } = run;
  const shown = `${args.join(" ")}: ${exitCode}\n${stdout.slice(0, 1_000)}\n${stderr.slice(0, 2_000)}`;
  assert(exitCodes.includes(exitCode), shown);
  assert(!/Internal error|^\s+at .+:\d+/m.test(stdout + stderr), shown);
  assertLess(stdout.length + stderr.length, 500_000, shown);
  assertEquals(escapeSequences.filter((sequence) => (stdout + stderr).includes(sequence)), [], shown);
  const styled = host.stdout.isTerminal || args.includes("always");
  if (!styled) assert(!notPlain.test(stdout) && !notPlain.test(stderr), `${JSON.stringify(shown)}`);
  assert(!neverShown.test(stdout + stderr), JSON.stringify(shown));
  const lines = stdout.split("\n").slice(0, -1);
  if (args.includes("json")) assertEquals(lines.length, 1, shown);
  if (args.includes("json") || args.includes("jsonl")) lines.forEach((line) => JSON.parse(line));
}
