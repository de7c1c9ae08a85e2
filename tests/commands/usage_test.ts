import { assertEquals, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";

const period = "--start 2015-01-01 --end 2016-01-01";

/** Command lines that are wrong, and what is said of them. */
const wrongUsage: readonly (readonly [string, string, string])[] = [
  ["modle", 'Unknown command "modle". Did you mean command "model"?', "ktrdr --help"],
  ["model trian", 'Unknown command "trian". Did you mean command "train"?', "ktrdr model --help"],
  ["operation lst", 'Unknown command "lst". Did you mean command "list"?', "ktrdr operation --help"],
  ["data import x.csv --symbl X", 'Unknown option "--symbl". Did you mean option "--symbol"?', "data import"],
  ["rm", 'Unknown command "rm"\n', "ktrdr --help"],
  ["data rm", 'Unknown command "rm"\n', "ktrdr data --help"],
  ["data show --rms", 'Unknown option "--rms"\n', "ktrdr data show --help"],
  ["train", "Missing argument(s): strategy", "ktrdr train --help"],
  ["model show", "Missing argument(s): model", "ktrdr model show --help"],
  ["follow", "Missing argument(s): operation", "ktrdr follow --help"],
  ["backtest rsi", 'Missing required option "--start-date"', "ktrdr backtest --help"],
  ["backtest rsi --start 2015-01-01", 'Missing required option "--end-date"', "ktrdr backtest --help"],
  ["data import x.csv -t 1d", 'Missing required option "--symbol"', "ktrdr data import --help"],
  ["train rsi SPX 1d more", "Too many arguments: more", "ktrdr train --help"],
  ["serve now", 'No arguments allowed for command "ktrdr serve"', "ktrdr serve --help"],
  ["train rsi --follow --detach", 'Option "--follow" conflicts with option "--detach"', "ktrdr train --help"],
  ["train rsi --seed 1.5", 'Option "--seed" must be of type "integer", but got "1.5"', "ktrdr train --help"],
  ["train rsi --seed", 'Missing value for option "--seed"', "ktrdr train --help"],
  ["ops --limit many", 'Option "--limit" must be of type "integer", but got "many"', "ktrdr ops --help"],
  [
    `backtest rsi ${period} --capital lots`,
    'Option "--capital" must be of type "number", but got "lots"',
    "ktrdr backtest --help",
  ],
  [
    "ops --status done",
    'Option "--status" must be of type "status", but got "done". Expected values: "pending", "resuming", ' +
    '"running", "completed", "failed", "cancelled"',
    "ktrdr ops --help",
  ],
  ["status --color red", 'Option "--color" must be of type "color", but got "red"', "ktrdr status --help"],
  ["status --port x", 'Option "--port" must be of type "integer", but got "x"', "ktrdr status --help"],
];

Deno.test("wrong usage exits with 2 and says what is wrong and where to look, also as JSON", async () => {
  for (const [line, message, hint] of wrongUsage) {
    const { exitCode, stdout, stderr } = await runKtrdr(line.split(" "));
    assertEquals([exitCode, stdout], [2, ""], line);
    assertStringIncludes(stderr, `Error: ${message}`);
    assertStringIncludes(stderr.split("\n").at(-2) ?? "", "Hint: Run 'ktrdr ");
    assertStringIncludes(stderr, hint);
    const json = await runJson(line.split(" "));
    // Also where --json itself comes too late to be understood as an option.
    assertEquals([json.exitCode, json.stderr, json.value.status], [2, stderr, "error"], line);
    assertStringIncludes(json.value.message, message.trimEnd());
    assertStringIncludes(json.value.suggestion, hint);
  }
});

/** Command lines whose values make no sense, and what is said of them. */
const badValues: readonly (readonly [string, string])[] = [
  [`backtest rsi ${period} --capital 0`, "--capital is '0', expected an amount above 0"],
  [`backtest rsi ${period} --capital -5`, "--capital is '-5', expected an amount above 0"],
  [`backtest rsi ${period} --commission 1`, "--commission is '1', expected a fraction from 0 to 0.1"],
  [`backtest rsi ${period} --slippage -0.1`, "--slippage is '-0.1', expected a fraction from 0 to 0.1"],
  [`backtest rsi ${period} --timeout 0`, "--timeout is '0', expected a number of seconds above 0"],
  [`backtest rsi ${period} --wait-for-worker -1`, "--wait-for-worker is '-1', expected a number of seconds"],
  ["backtest rsi --start 2016-01-01 --end 2015-01-01", "--start '2016-01-01' is after --end '2015-01-01'"],
  ["backtest rsi --start 2015-02-30 --end 2016-01-01", "--start '2015-02-30' is no date"],
  ["backtest rsi --start 2015-01-01 --end soon", "--end 'soon' is no date, expected one such as 2020-01-31"],
  [`backtest rsi A/B 1d ${period}`, "'A/B' is no symbol"],
  [`backtest rsi SPX 7d ${period}`, "'7d' is no timeframe, expected one of 1m, 5m"],
  [`backtest no.name ${period}`, "'no.name' is no strategy name, expected letters, digits, - and _"],
  ["train rsi --start 15-01-2015", "--start '15-01-2015' is no date"],
  ["train rsi --start 2016-01-01 --end 2015-01-01", "--start '2016-01-01' is after --end '2015-01-01'"],
  ["train rsi --seed -1", "--seed is '-1', expected a whole number from 0 to 4294967295"],
  ["train rsi --seed 4294967296", "--seed is '4294967296', expected a whole number"],
  ["train rsi --validation-split 0", "--validation-split is '0', expected a share between 0 and 1"],
  ["train rsi --validation-split 1", "--validation-split is '1', expected a share between 0 and 1"],
  ["train rsi --timeout -1", "--timeout is '-1', expected a number of seconds above 0"],
  ["train rsi SPX --symbols SPX", "'SPX' and --symbols say the same thing, expected one of them"],
  ["train rsi --symbols ,", "',' names nothing, expected names separated by commas"],
  ["train rsi --timeframes 1d,2d", "'2d' is no timeframe"],
  ["train ../rsi", "Cannot read '../rsi': there is no such file"],
  ["data show SPX --rows 0", "--rows is '0', expected 1 to 100000"],
  ["data show SPX --rows 100001", "--rows is '100001', expected 1 to 100000"],
  ["data show SPX --timeframe 1D", "'1D' is no timeframe"],
  ["data show SPX --start yesterday", "--start 'yesterday' is no date"],
  ["data range S/X", "'S/X' is no symbol, expected up to 20 letters, digits and . - _"],
  ["ops --limit 0", "--limit is '0', expected 1 to 1000"],
  ["ops --limit 1001", "--limit is '1001', expected 1 to 1000"],
  ["follow op_1 --timeout 0", "--timeout is '0', expected a number of seconds above 0"],
  ["resume op_1 --timeout 0", "--timeout is '0', expected a number of seconds above 0"],
  ["dummy --timeout 1e12", "--timeout is '1000000000000', expected a number of seconds"],
  ["serve --port 70000", "--port is '70000', expected 0 to 65535"],
  ["status --request-timeout 0", '--request-timeout "0" is not a time: expected a number of seconds above 0'],
  ["status --port 0", '--port "0" is not a port: expected a number from 1 to 65535'],
  ["status --url ftp://x", '--url "ftp://x" is not an http or https address'],
  ["status --embedded --url http://x", "--embedded and --url exclude each other"],
];

Deno.test("bad values exit with 2, name the flag and the value, and nothing is sent", async () => {
  for (const [line, message] of badValues) {
    const host = createFakeHost();
    const { exitCode, stdout, stderr } = await runKtrdr(line.split(" "), { host });
    assertEquals([exitCode, stdout], [2, ""], `${line}: ${stderr}`);
    assertStringIncludes(stderr, `Error: ${message}`);
    assertEquals(host.requests, [], line);
    const { value } = await runJson(line.split(" "));
    assertStringIncludes(value.message, message);
  }
});

Deno.test("an empty operation id is no id", async () => {
  for (const command of ["follow", "status", "cancel", "resume"]) {
    for (const id of ["", "  "]) {
      const { exitCode, stderr } = await runKtrdr([command, id]);
      assertEquals([exitCode, stderr], [
        2,
        "Error: The operation id is empty\nHint: 'ktrdr ops' lists the operations\n",
      ]);
    }
  }
});

Deno.test("an unknown way to show progress is said before anything is sent", async () => {
  const host = createFakeHost({ env: { KTRDR_PROGRESS: "loud" } });
  const { exitCode, stderr } = await runKtrdr(["model", "train", "rsi"], { host });
  assertEquals([exitCode, host.requests.length], [2, 0]);
  assertEquals(stderr, "Error: KTRDR_PROGRESS is 'loud', expected one of auto, tty, plain, quiet, json\n");
});

Deno.test("an error that nobody foresaw is a bug, and says so", async () => {
  const { exitCode, stderr, value } = await runJson(["data", "list", "--embedded"]);
  assertEquals(exitCode, 1);
  assertStringIncludes(stderr, "Internal error: This run has no engine\nHint: This is a bug in ktrdr");
  assertEquals(value.message, "Internal error: This run has no engine");
});
