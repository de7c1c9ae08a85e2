import { assert, assertEquals, assertMatch } from "@std/assert";
import { environment, projectRoot } from "../support/processes.ts";
import { ProgramProcess } from "../support/program_process.ts";
import { openEmptyWorkplace } from "./workplace.ts";

/** The lines of the example in README.md that the program has printed. */
function readmeExample(): string[] {
  const readme = Deno.readTextFileSync(`${projectRoot}/README.md`);
  const lines = readme.match(/^```console\n([^]*?)\n```$/m)?.[1].split("\n") ?? [];
  assert(lines.length > 20, "README.md has no example");
  return lines.filter((line) => line !== "" && line !== "...");
}

function withoutTimes(line: string): string {
  return line.replace(/ in [\d.]+ (ms|s)\b/, "");
}

Deno.test("the demo trains, backtests, shows how that went, and leaves nothing behind", async () => {
  await using place = await openEmptyWorkplace();
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "examples/demo.ts"],
    cwd: projectRoot,
    clearEnv: true,
    env: { ...environment(), NO_COLOR: "1", TMPDIR: place.folder },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  await using demo = new ProgramProcess(command.spawn());
  const { code, stdout, stderr } = await demo.ended();
  assertEquals(code, 0);
  const printed = new Set((stdout + stderr).split("\n").map(withoutTimes));
  assertEquals(readmeExample().filter((line) => !printed.has(withoutTimes(line))), []);
  const commands = stdout.match(/^\$ ktrdr .*$/gm) ?? [];
  assertEquals(commands.map((line) => line.split(" ").slice(2, 4).join(" ")), [
    "data sample",
    "strategy validate",
    "model train",
    "backtest run",
  ]);
  assertMatch(stdout, /^Final loss: +\d\.\d+$/m);
  for (const metric of ["Total return", "Sharpe ratio", "Max drawdown", "Total trades", "Win rate"]) {
    assertMatch(stdout, new RegExp(`^${metric}: +\\S+`, "m"));
  }
  // The chart: an axis of money, and a line drawn between the first day and the last.
  assertMatch(stdout, /^Equity\n( *\$[\d,]+ .*\S.*\n| {3,}.*\n){8,}/m);
  assertMatch(stdout, /^ +2015-\d\d-\d\d +2020-04-17$/m);
  assertEquals([...Deno.readDirSync(place.folder)].map(({ name }) => name), []);
});
