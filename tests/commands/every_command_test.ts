import { assertEquals, assertMatch } from "@std/assert";
import { Program } from "../../commands/program/program.ts";
import { createRootCommand } from "../../commands/root.ts";
import { openEngine } from "../../lib/engine/mod.ts";
import { strategyText } from "../engine/http/test_engine.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { openTrainedHome, spxBars } from "../support/engine_homes.ts";
import { runKtrdr } from "../support/run_ktrdr.ts";
import { refused } from "../support/scripted_server.ts";

/** An example of a command: its line, and how it ends with an engine's server and where nothing listens. */
type Example = readonly [line: string, served: number, unreachable: number];

const [ok, failure, usage, notFound, unreachable, timeout] = [0, 1, 2, 5, 6, 124];
const period = "--start 2001-03-01 --end 2001-11-01";

/** In this order: one makes what the next ones look at. What only a KTRDR server has fails on an engine. */
const examples: readonly Example[] = [
  ["data sample", ok, unreachable],
  ["data import bars.csv --symbol EURUSD --timeframe 1d", ok, unreachable],
  ["data load SPX", failure, unreachable],
  ["data list", ok, unreachable],
  ["data range SPX", ok, unreachable],
  ["data show SPX", ok, unreachable],
  ["strategy validate rsi_spx.yaml", ok, ok],
  ["strategy validate-all strategies", ok, ok],
  ["strategy list", ok, ok],
  ["strategy features rsi_spx.yaml", ok, ok],
  ["strategy fix rsi_spx.yaml", ok, ok],
  ["strategy migrate old.yaml --dry-run", ok, ok],
  ["migrate rsi_spx.yaml", ok, ok],
  ["validate rsi_spx", ok, unreachable],
  ["model train rsi_spx", ok, unreachable],
  ["train rsi_spx", ok, unreachable],
  [`backtest run rsi_spx ${period}`, ok, unreachable],
  [`strategy backtest rsi_spx.yaml SPX 1d ${period}`, ok, unreachable],
  ["backtest list", ok, unreachable],
  ["backtest show @last --trades", ok, unreachable],
  ["backtest report @last -o report.html", ok, unreachable],
  ["backtest check rsi_spx.yaml", ok, unreachable],
  ["indicator list", ok, unreachable],
  ["indicator compute SPX --type RSI", ok, unreachable],
  ["indicator plot SPX --indicator RSI", ok, unreachable],
  ["fuzzy compute SPX --indicator RSI", ok, unreachable],
  ["fuzzy visualize --indicator RSI", ok, ok],
  ["fuzzy config validate --config rsi_spx.yaml", ok, ok],
  ["model list", ok, unreachable],
  ["model show rsi_spx/1d_v1", ok, unreachable],
  ["model export rsi_spx/1d_v1 -o model.json", ok, unreachable],
  ["model import model.json --name copied", ok, usage],
  ["model delete rsi_spx/1d_v1 --force", ok, unreachable],
  ["operation list", ok, unreachable],
  ["operation status @last", ok, unreachable],
  ["operation follow @last", ok, unreachable],
  ["operation wait @last", ok, unreachable],
  ["operation metrics @last:training", ok, unreachable],
  ["operation compare @last:training @last:backtest", ok, unreachable],
  ["operation children @last", ok, unreachable],
  ["operation cancel @last", notFound, unreachable],
  ["operation resume @last", notFound, unreachable],
  ["operation retry @last", notFound, unreachable],
  ["ops", ok, unreachable],
  ["status", ok, unreachable],
  ["follow @last", ok, unreachable],
  ["wait @last", ok, unreachable],
  ["cancel @last", notFound, unreachable],
  ["resume @last", notFound, unreachable],
  ["checkpoint list", ok, unreachable],
  ["checkpoint show @last", notFound, unreachable],
  ["checkpoint delete @last --force", notFound, unreachable],
  ["checkpoint stats", ok, unreachable],
  ["checkpoint cleanup --force", ok, unreachable],
  ["worker list", ok, unreachable],
  ["worker show embedded-1", ok, unreachable],
  ["list strategies", ok, unreachable],
  ["list models", ok, unreachable],
  ["list checkpoints", ok, unreachable],
  ["list operations", ok, unreachable],
  ["list workers", ok, unreachable],
  ["list data", ok, unreachable],
  ["list indicators", ok, unreachable],
  ["show data SPX 1d", ok, unreachable],
  ["show features rsi_spx", ok, unreachable],
  ["agent status", failure, unreachable],
  ["agent trigger", failure, unreachable],
  ["agent cancel", failure, unreachable],
  ["agent budget", failure, unreachable],
  ["research momentum", failure, unreachable],
  ["ib status", failure, unreachable],
  ["ib test", failure, unreachable],
  ["ib cleanup --force", failure, unreachable],
  ["ib config", failure, unreachable],
  ["ib discover SPX", failure, unreachable],
  ["ib ranges SPX", failure, unreachable],
  ["dummy --timeout 0.1", timeout, unreachable],
  ["config list", ok, ok],
  ["config get url", ok, ok],
  ["config set url http://localhost:8000", ok, ok],
  ["config unset url", ok, ok],
  ["config profiles", ok, ok],
  ["config path", ok, ok],
  ["doctor", ok, failure],
  ["completions bash", ok, ok],
  ["version", ok, ok],
  ["help exit-codes", ok, ok],
];

const files = {
  "bars.csv": spxBars,
  "rsi_spx.yaml": strategyText(),
  "strategies/rsi_spx.yaml": strategyText(),
  "old.yaml": "name: old\nindicators:\n  - name: rsi\n    period: 14\nfuzzy_sets: {}\n",
};

const env = { HOME: "/home/me" };

interface Tree {
  getName(): string;
  getCommands(hidden?: boolean): Tree[];
}

/** The commands that have none below them, by their whole names. `serve` runs until it is stopped: serve_test.ts. */
function commandNames(): string[] {
  const leaves = (command: Tree, path: string[]): string[] => {
    const children = command.getCommands(false);
    if (children.length === 0) return [path.join(" ")];
    return children.flatMap((child) => leaves(child, [...path, child.getName()]));
  };
  const services = { openEngine: () => Promise.reject(new Error("No engine here")) };
  const root: Tree = createRootCommand(new Program(createFakeHost(), services, []));
  return leaves(root, []).filter((name) => name !== "serve");
}

Deno.test("every command has an example here", () => {
  const missing = commandNames().filter((name) => {
    // `ops` has all that `operation` has, `dummy` and `worker` are commands as well as groups.
    const line = name.replace(/^ops /, "operation ").replace(/^dummy dummy$/, "dummy");
    return !examples.some(([example]) => `${example} `.startsWith(`${line} `));
  });
  assertEquals(missing, []);
});

Deno.test("every command works with a server, and its human output has an end", async () => {
  await using place = await openTrainedHome();
  const createWorker = () =>
    new Worker(import.meta.resolve("../../lib/engine/worker.ts"), { type: "module" });
  await using engine = await openEngine({ home: place.home, createWorker });
  let kept: Record<string, string> = files;
  for (const [line, expected] of examples) {
    const host = createFakeHost({
      files: kept,
      env,
      time: "real",
      random: Math.random,
      fetch: (request) => engine.fetch(request),
    });
    const { exitCode, stdout, stderr } = await runKtrdr([...line.split(" "), "--url", "http://engine"], {
      host,
    });
    assertEquals(exitCode, expected, `${line}\n${stdout}\n${stderr}`);
    if (expected === ok) assertMatch(stdout, /\S.*\n$/, line);
    else assertMatch(stderr, /\S.*\n$/, line);
    kept = { ...kept, ...Object.fromEntries(host.fileTexts) };
  }
});

Deno.test("where nothing listens every command says so in one sentence, or needs no server", async () => {
  for (const [line, , expected] of examples) {
    const host = createFakeHost({ files, env, fetch: refused() });
    const { exitCode, stderr } = await runKtrdr([...line.split(" "), "--url", "http://localhost:8999"], {
      host,
    });
    assertEquals(exitCode, expected, `${line}\n${stderr}`);
    if (expected !== unreachable) continue;
    assertEquals(stderr.match(/^Error: /gm)?.length, 1, `${line}\n${stderr}`);
    assertMatch(stderr, /^Error: .*localhost:8999/m, `${line}\n${stderr}`);
  }
});
