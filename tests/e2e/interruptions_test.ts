import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { delay } from "@std/async/delay";
import { stripAnsiCode } from "@std/fmt/colors";
import { describeOutcome, type Outcome, type ProgramProcess } from "../support/program_process.ts";
import { pressUntilEnded } from "../support/press_until_ended.ts";
import { killOnTerminal, startOnTerminal, startProgram } from "../support/processes.ts";
import { runAtOnce } from "../support/run_at_once.ts";
import { type InterruptionCase, interruptions, interruptionsOnTerminal, type Task } from "./interruptions.ts";
import { operationId, PhaseServer } from "./phase_server.ts";
import { openEmptyWorkplace, type Workplace } from "./workplace.ts";

/** Programs that run at once: most of the time each of them waits. */
const atOnce = 5;
/** Milliseconds after which another Ctrl+C is a second one and not an echo of the first. */
const anotherPress = 150;
const hideCursor = "\x1b[?25l";
const showCursor = "\x1b[?25h";
/** What a program says that broke. */
const trace = /Uncaught|^\s+at .*:\d+:\d+|panicked|^error: /m;

const period = ["--start-date", "2015-01-01", "--end-date", "2016-01-01"];
const argsOf: Readonly<Record<Task, readonly string[]>> = {
  "train": ["model", "train", "./endless.yaml"],
  "train, or detach": ["model", "train", "endless", "--on-interrupt", "detach"],
  "train in the background": ["model", "train", "endless", "--detach"],
  "backtest": ["backtest", "run", "endless", ...period],
  "follow": ["follow", operationId],
  "follow backtest": ["follow", operationId],
};

interface World {
  place: Workplace;
  isOnTerminal: boolean;
}

async function interrupt(row: InterruptionCase, { place, isOnTerminal }: World): Promise<void> {
  await using server = new PhaseServer(row.phase, { isStarted: row.task.startsWith("follow") });
  const args = [...argsOf[row.task], "--url", server.url];
  await using program = isOnTerminal ? startOnTerminal(args, place) : startProgram(args, place);
  const press = () => isOnTerminal ? program.types("\x03") : program.kill("SIGINT");
  if (row.phase === "cancelling" || row.phase === "cancelled") {
    await (isOnTerminal ? program.prints(/Epoch 3/) : program.says(/Epoch 3/));
    await press();
    await comesTo(server, program);
    await delay(anotherPress);
  } else {
    await comesTo(server, program);
  }
  const { interruption } = row;
  if (interruption === "Ctrl+C") await press();
  else if (interruption !== "Ctrl+C twice") {
    if (isOnTerminal) await killOnTerminal(program, interruption);
    else program.kill(interruption);
  }
  if (row.answers) server.release();
  const isTwice = interruption === "Ctrl+C twice";
  const outcome = await (isTwice ? pressUntilEnded(program, press) : program.ended());
  assertFate(row, { outcome, server });
  if (isOnTerminal) assertRestored(outcome.stdout);
}

/** Waits until the server has got the request that it does not answer. */
async function comesTo(server: PhaseServer, program: ProgramProcess): Promise<void> {
  const outcome = await Promise.race([server.reached, program.ended()]);
  if (outcome !== undefined) throw new Error(describeOutcome("It ended too soon", outcome));
}

function assertFate(row: InterruptionCase, end: { outcome: Outcome; server: PhaseServer }): void {
  const { code, stdout, stderr } = end.outcome;
  const isStartedBefore = row.status === "none" || row.task.startsWith("follow");
  assertEquals({ code, ...end.server.fate }, {
    code: row.code,
    starts: isStartedBefore ? 0 : 1,
    status: row.status,
    cancelRequests: row.cancelRequests,
    cancellations: row.status === "cancelled" ? 1 : 0,
  }, describeOutcome("It went otherwise", end.outcome));
  const said = stripAnsiCode(stdout + stderr).replaceAll("\r", "");
  assertMatch(said, row.says);
  assertNotMatch(said, trace);
}

/** Asserts that the cursor is shown and the line ended, where anything was drawn. */
function assertRestored(screen: string): void {
  if (!screen.includes(hideCursor)) return;
  assert(screen.lastIndexOf(showCursor) > screen.lastIndexOf(hideCursor));
  assert(screen.endsWith("\n"));
}

function describe({ task, phase, interruption }: InterruptionCase): string {
  return `${interruption} at "${phase}" of "${task}"`;
}

for (const isOnTerminal of [false, true]) {
  const table = isOnTerminal ? interruptionsOnTerminal : interruptions;
  const where = isOnTerminal ? "on a terminal" : "without a terminal";
  Deno.test(`${where} an interruption at any point ends the program in the way that is documented`, async () => {
    await using place = await openEmptyWorkplace();
    await place.writeStrategy("endless", 1_000_000);
    await runAtOnce(table, (row) => interrupt(row, { place, isOnTerminal }), { atOnce, describe });
  });
}
