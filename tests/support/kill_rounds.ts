/**
 * Kills a process again and again while it works, and goes on with what it left.
 * @module
 */
import { delay } from "@std/async/delay";
import { assert, assertEquals } from "@std/assert";
import { openTestEngine, type TestEngine } from "../engine/http/test_engine.ts";
import { describeStop } from "../../lib/engine/jobs/job_record.ts";
import { assertIntact } from "./assert_intact.ts";
import { homeIn, type StartOptions, startProgram } from "./processes.ts";
import { describeOutcome, type Outcome } from "./program_process.ts";

/** What is killed, and how often. */
export interface KillOptions {
  /** Where. Nothing else runs there. */
  place: StartOptions;
  /** The arguments that start an operation and follow it. */
  start: readonly string[];
  /** Processes to kill before they are done: one that is done too soon is not one of them. */
  kills: number;
  /** Times that an operation must be resumed, at least. How far a process comes depends on the machine. Default: 0. */
  resumes?: number;
  /** Numbers in [0, 1). */
  random: () => number;
}

/** What became of the operations. */
export interface KillReport {
  /** Processes that were killed before they were done. */
  killed: number;
  /** Operations that were resumed from a checkpoint. */
  resumed: number;
  /** Operations that died before their first checkpoint. */
  withoutCheckpoint: number;
  /** `result_summary` of every operation that was completed. */
  // deno-lint-ignore no-explicit-any
  results: any[];
}

/** The longest wait between a sign of life and the kill. Milliseconds. */
const longestWait = 400;
/** What a process has said when it is killed a moment later: nothing, that it begins, that it works. */
const signs = [/^/, /\S\n/, /\[ *\d+%\] (Epoch|Backtesting)/];

/**
 * Starts an operation, kills the process, resumes the operation, kills that process and so on; in the end the operation
 * is let run to its end. After each kill the store must be intact, every operation that was completed must still be
 * there, and the one that was killed must have failed: with a checkpoint it is resumed, without one that is refused.
 */
export async function killRounds(options: KillOptions): Promise<KillReport> {
  const { place } = options;
  const report: KillReport = { killed: 0, resumed: 0, withoutCheckpoint: 0, results: [] };
  const before = new Set(await ask(place, listIds));
  let resumable: string | null = null;
  const { kills, resumes = 0 } = options;
  for (let round = 0; report.killed < kills || report.resumed < resumes; round++) {
    const story = `${report.killed} killed at work and ${report.resumed} resumed in ${round} rounds`;
    assert(round < 10 * kills, story);
    if (resumable !== null) report.resumed++;
    const outcome = await killOnce(options, { resumable, sign: signs[round % signs.length] });
    if (outcome.code === 137) report.killed++;
    else assertEquals(outcome.code, 0, describeOutcome("It failed", outcome));
    assertIntact(place.folder);
    resumable = await ask(place, (engine) => judge(engine, { before, report }));
  }
  const args = argsOf(options, resumable);
  if (resumable !== null) report.resumed++;
  await using last = startProgram(args, place);
  const outcome = await last.ended();
  assertEquals(outcome.code, 0, describeOutcome("It did not come to its end", outcome));
  assertEquals(await ask(place, (engine) => judge(engine, { before, report })), null);
  return report;
}

async function killOnce(
  options: KillOptions,
  { resumable, sign }: { resumable: string | null; sign: RegExp },
): Promise<Outcome> {
  await using program = startProgram(argsOf(options, resumable), options.place);
  await program.says(sign).catch(() => {});
  const ended = new AbortController();
  const ending = program.ended().finally(() => ended.abort());
  await delay(options.random() * longestWait, { signal: ended.signal }).catch(() => {});
  if (!program.hasEnded) program.kill("SIGKILL");
  return await ending;
}

function argsOf({ start }: KillOptions, resumable: string | null): string[] {
  return [...(resumable === null ? start : ["operation", "resume", resumable, "--follow"]), "--embedded"];
}

async function ask<T>({ folder }: StartOptions, question: (engine: TestEngine) => Promise<T>): Promise<T> {
  await using engine = await openTestEngine({ home: homeIn(folder) });
  return await question(engine);
}

// deno-lint-ignore no-explicit-any
async function listOperations(engine: TestEngine): Promise<any[]> {
  return (await engine.get("/operations?limit=1000")).body.data;
}

async function listIds(engine: TestEngine): Promise<string[]> {
  return (await listOperations(engine)).map(({ operation_id: id }) => id);
}

/** Looks at what became of the operations that are not settled yet. Gives the one that can be resumed. */
async function judge(
  engine: TestEngine,
  { before, report }: { before: Set<string>; report: KillReport },
): Promise<string | null> {
  const operations = await listOperations(engine);
  for (const id of before) {
    assert(operations.some((operation) => operation.operation_id === id), `${id} is lost`);
  }
  const open = operations.filter(({ operation_id: id }) => !before.has(id));
  assert(open.length <= 1, `${open.length} operations were started, expected one`);
  for (const { operation_id: id, status } of open) {
    const { data } = (await engine.get(`/operations/${id}`)).body;
    assert(status === "completed" || status === "failed", `${id} is ${status}`);
    const isResumable = (await engine.get(`/checkpoints/${id}`)).status === 200;
    assertEquals(data.error_message, status === "completed" ? null : describeStop(isResumable));
    if (isResumable) return id;
    before.add(id);
    if (status === "completed") report.results.push(data.result_summary);
    else report.withoutCheckpoint++;
    if (status === "failed") await assertNotResumable(engine, id);
  }
  return null;
}

async function assertNotResumable(engine: TestEngine, id: string): Promise<void> {
  const { status, body } = await engine.post(`/operations/${id}/resume`);
  assertEquals([status, body.detail], [404, `No checkpoint available for operation ${id}`]);
  assertEquals((await engine.get(`/operations/${id}`)).body.data.status, "failed");
}
