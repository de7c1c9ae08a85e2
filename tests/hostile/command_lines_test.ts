import { assert, assertEquals, assertLess } from "@std/assert";
import { deadline } from "@std/async/deadline";
import { ExitCode } from "../../lib/errors.ts";
import { openTestEngine, strategyText } from "../engine/http/test_engine.ts";
import { createFakeHost } from "../support/fake_host.ts";
import { type KtrdrRun, runKtrdr } from "../support/run_ktrdr.ts";
import { recordedRead } from "../support/recorded_answers.ts";
import { mutateText } from "./mutate.ts";
import { escapeSequences, type RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";
import { hostileName, listSurroundings, marker, openSurroundings } from "./surroundings.ts";

const exitCodes: readonly number[] = Object.values(ExitCode);

function checkRun({ exitCode, stdout, stderr }: KtrdrRun, what: unknown): void {
  const shown = `${JSON.stringify(what).slice(0, 500)}: ${exitCode}\n${stdout.slice(0, 300)}\n${
    stderr.slice(0, 500)
  }`;
  assert(exitCodes.includes(exitCode), shown);
  assert(!/Internal error|^\s+at .+:\d+/m.test(stdout + stderr), shown);
  assert(!(stdout + stderr).includes(marker), shown);
  assertEquals(escapeSequences.filter((sequence) => (stdout + stderr).includes(sequence)), [], shown);
  assertLess(stdout.length + stderr.length, 100_000, shown);
}

/** Commands whose `:` is a name. */
const commands = [
  ["status", ":"],
  ["follow", ":", "--timeout", "1"],
  ["wait", ":", ":", "--timeout", "1"],
  ["cancel", ":", "--reason", ":"],
  ["resume", ":"],
  ["model", "show", ":"],
  ["data", "show", ":", ":"],
  ["data", "range", ":", ":"],
  ["data", "import", "bars.csv", "--symbol", ":", "--timeframe", ":"],
  ["data", "import", ":", "--symbol", "SPX", "--timeframe", "1d"],
  ["strategy", "features", ":"],
  ["validate", ":"],
  ["train", ":"],
  ["model", "train", ":", "--dry-run"],
  ["backtest", "run", ":", "--start", "2000-01-01", "--end", "2001-01-01"],
  ["backtest", "run", "rsi_spx", ":", ":", "--start", ":", "--end", ":"],
  ["backtest", "run", "rsi_spx", "--model-path", ":", "--start", "2000-01-01", "--end", "2001-01-01"],
  ["help", ":"],
  [":"],
  ["ops", "--:", ":"],
];

Deno.test("no name on the command line leads out of the home", async () => {
  await using place = await openSurroundings();
  const { home } = place;
  await using engine = await openTestEngine({ home });
  await engine.put("/strategies/rsi_spx", strategyText());
  const before = listSurroundings(place.folder);
  await repeat({ runs: 50, seed: 1 }, async (source) => {
    const args = source.pick(commands).map((part) => part.replaceAll(":", () => hostileName(source)));
    const files = { "bars.csv": "date,open,high,low,close\n2020-01-01,1,2,1,2\n" };
    checkRun(await deadline(runKtrdr([...args, "--embedded"], { home, files }), 20_000), args);
  });
  assertEquals(listSurroundings(place.folder), before);
});

const addresses = [
  "http://localhost:8000",
  "https://user:pass@ktrdr.example:8443/base/api/v1?key=1#x",
  "localhost:8000",
  "http://[::1]:8000/api",
  "ftp://localhost",
  "http://a%ff:%00@localhost",
  "http://%zz@localhost",
  "http://localhost:65536",
  "http://localhost:-1",
  "http://xn--a",
  "//localhost",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "http://1.2.3.4.5",
  "http://0x7f.1",
];

const sandbox = '# a sandbox\nKTRDR_API_PORT=8010\nINSTANCE_ID="x"\n\nKTRDR_API_PORT = 8011\n';

function hostileAddress(source: RandomSource): string {
  return source.chance(0.3) ? source.pick(addresses) : mutateText(source, source.pick(addresses));
}

/** Where a run may get its settings from, most of them well and one of them wounded. */
function hostileSettings(
  source: RandomSource,
): { args: string[]; env: Record<string, string>; file: string } {
  const args: string[] = [];
  const env: Record<string, string> = {};
  if (source.chance(0.3)) args.push(`--url=${hostileAddress(source)}`);
  if (source.chance(0.1)) args.push(`--port=${source.pick([source.text(), String(source.number())])}`);
  if (source.chance(0.1)) args.push(`--request-timeout=${source.number()}`);
  if (source.chance(0.2)) args.push("--token-file=token.txt");
  if (source.chance(0.4)) env.KTRDR_API_URL = hostileAddress(source);
  if (source.chance(0.2)) env.KTRDR_TOKEN = source.text();
  if (source.chance(0.1)) {
    env.KTRDR_API_CLIENT_TIMEOUT = source.pick([source.text(), String(source.number())]);
  }
  if (source.chance(0.1)) env.KTRDR_PROGRESS = source.text();
  return { args, env, file: source.chance(0.8) ? mutateText(source, sandbox) : source.text() };
}

const [health, symbols] = [recordedRead("GET /health"), recordedRead("GET /symbols")];

Deno.test("no address, port, token or .env.sandbox breaks the program", async () => {
  await repeat({ runs: 300, seed: 1 }, async (source) => {
    const { args, env, file } = hostileSettings(source);
    const host = createFakeHost({
      env,
      files: { "/project/.env.sandbox": file, "token.txt": source.text() },
      fetch: (request) => (request.url.includes("/health") ? health : symbols)(request),
    });
    const run = await deadline(runKtrdr(["data", "list", ...args], { host }), 20_000);
    checkRun(run, { args, env, file });
    for (const { url } of host.requests) assert(/^https?:\/\/[^/@]+\//.test(url), url);
  });
});
