import { assertEquals, assertMatch } from "@std/assert";
import { deadline } from "@std/async/deadline";
import { oneJsonValue, programCommand, startByShell, startInShell } from "../support/processes.ts";
import { runAtOnce } from "../support/run_at_once.ts";
import { type Phase, PhaseServer } from "./phase_server.ts";
import { openEmptyWorkplace, openWorkplace, type Workplace } from "./workplace.ts";

/** A stream whose reader leaves. */
type Stream = "stdout" | "stderr";

interface ClosedPipe {
  /** When they leave. */
  phase: Phase;
  closed: readonly Stream[];
  flags: readonly string[];
}

const pipes: readonly ClosedPipe[] = [
  { phase: "starting", closed: ["stdout", "stderr"], flags: [] },
  { phase: "later poll", closed: ["stderr"], flags: [] },
  { phase: "later poll", closed: ["stdout"], flags: ["--json"] },
  { phase: "result", closed: ["stdout", "stderr"], flags: ["--json"] },
];

interface ClosedTerminal {
  phase: Phase;
  /** What the shell of that terminal does. */
  hangup: "pass on" | "leave";
  code: number;
}

// Who is told that the terminal is gone leaves; who is not told goes on without.
const terminals: readonly ClosedTerminal[] = [
  { phase: "starting", hangup: "pass on", code: 143 },
  { phase: "later poll", hangup: "pass on", code: 143 },
  { phase: "result", hangup: "pass on", code: 143 },
  { phase: "later poll", hangup: "leave", code: 0 },
  { phase: "result", hangup: "leave", code: 0 },
];

const run = ["backtest", "run", "quick", "--start-date", "2015-01-01", "--end-date", "2016-01-01"];
/** Milliseconds that nothing here takes unless it hangs. */
const longestWait = 60_000;

async function closePipe(pipe: ClosedPipe, place: Workplace): Promise<void> {
  await using server = new PhaseServer(pipe.phase);
  const args = [...run, ...pipe.flags, "--url", server.url];
  const child = programCommand(args, place).spawn();
  const readAll = (stream: Stream) =>
    pipe.closed.includes(stream) ? Promise.resolve(null) : new Response(child[stream]).text();
  const reading = Promise.all([readAll("stdout"), readAll("stderr")]);
  await deadline(server.reached, longestWait);
  for (const stream of pipe.closed) await child[stream].cancel();
  server.complete();
  const { code } = await deadline(child.status, longestWait);
  const [stdout, stderr] = await reading;
  assertEquals([code, server.fate.cancelRequests], [0, 0], stderr ?? "");
  if (stdout !== null) assertMatch(stdout, /Total return/);
  if (stderr !== null) assertEquals(stderr.match(/error|Uncaught|\bat /i), null, stderr);
}

async function closeTerminal(terminal: ClosedTerminal, place: Workplace): Promise<void> {
  const { phase, hangup, code } = terminal;
  await using server = new PhaseServer(phase);
  await using shell = startInShell([...run, "--url", server.url], { ...place, hangup });
  await Promise.race([server.reached, shell.prints(/exit \d+/)]);
  shell.kill("SIGKILL");
  if (hangup === "leave") server.complete();
  const { stdout } = await shell.ended();
  assertEquals([stdout.match(/exit \d+/)?.[0], server.fate.cancelRequests], [`exit ${code}`, 0], stdout);
}

Deno.test("whoever follows an operation goes on quietly when the readers of its streams leave", async () => {
  await using place = await openEmptyWorkplace();
  const describe = ({ phase, closed }: ClosedPipe) => `${closed.join(" and ")} at "${phase}"`;
  await runAtOnce(pipes, (pipe) => closePipe(pipe, place), { atOnce: 4, describe });
});

Deno.test("whoever follows an operation detaches when the terminal is gone, or goes on without it", async () => {
  await using place = await openEmptyWorkplace();
  const describe = ({ phase, hangup }: ClosedTerminal) =>
    `hangup at "${phase}", which the shell does ${hangup}`;
  await runAtOnce(terminals, (terminal) => closeTerminal(terminal, place), { atOnce: 5, describe });
});

Deno.test("a result that cannot be written is an error, a log that cannot be written is none", async () => {
  await using place = await openWorkplace();
  const quick = await place.writeStrategy("quick", 3);
  const run = (line: string, ...args: string[]) =>
    startByShell(line, [...args, "--json", "--embedded"], place);
  await using list = run('exec "$@" >/dev/full', "model", "list");
  await using mistake = run('exec "$@" >/dev/full', "model", "train", "nope.yaml");
  await using train = run('exec "$@" 2>/dev/full', "model", "train", quick);
  const listed = await list.ended();
  assertEquals([listed.code, listed.stderr.split("\n")[0]], [
    1,
    "Error: Cannot write to stdout: No space left on device",
  ]);
  const mistaken = await mistake.ended();
  assertEquals([mistaken.code, mistaken.stderr], [
    2,
    "Error: Cannot read 'nope.yaml': there is no such file\n",
  ]);
  const trained = await train.ended();
  assertEquals([trained.code, oneJsonValue(trained).status], [0, "completed"]);
});
