import { assert, assertEquals } from "@std/assert";
import { describeReliability, reliabilityPage } from "../../docs/generate_reliability.ts";
import { runUntoldTable } from "./untold_faults.ts";
import { type FaultCell, runFollowTable, runStartTable } from "./run_fault_tables.ts";

/** What is wrong with a cell, if anything. */
function problemsOf({ name, column, run, expected }: FaultCell): string[] {
  const problems: string[] = [];
  const { outcome, exitCode, started } = run;
  const actual = `${outcome}, exit ${exitCode}, ${started} started`;
  const wanted = `${expected.outcome}, exit ${expected.exitCode}, ${expected.started} started`;
  if (actual !== wanted) problems.push(`${actual}; expected ${wanted}`);
  // A request to cancel that gets no answer must not hold up the reads.
  const mostAtOnce = column === "cancel" ? 2 : 1;
  if (run.mostAtOnce > mostAtOnce) problems.push(`${run.mostAtOnce} requests at once`);
  // 4 requests a second look whether an answer that was lost is there; the first answers come quicker.
  const mostRequests = 15 + 4 * run.milliseconds / 1_000;
  if (run.requests > mostRequests) problems.push(`${run.requests} requests in ${run.milliseconds} ms`);
  if (run.milliseconds > 130_000) problems.push(`took ${run.milliseconds} ms`);
  // deno-lint-ignore no-control-regex -- looked for on purpose
  const rough = run.texts.filter((text) => /[\x00-\x1f\x7f-\x9f]|\\u00[01]/.test(text));
  if (rough.length > 0) problems.push(`control characters in ${JSON.stringify(rough)}`);
  return problems.map((problem) => `${name} (${column}): ${problem}`);
}

Deno.test("operations come to a true end, whatever goes wrong and whenever", async (test) => {
  const [starts, follows, untold] = await Promise.all([
    runStartTable(),
    runFollowTable(),
    runUntoldTable(),
  ]);
  await test.step("a start happens once, and is never said not to have happened when it has", () => {
    assertEquals(starts.flatMap(problemsOf), []);
  });
  await test.step("a follow does not lose its operation", () => {
    assertEquals(follows.flatMap(problemsOf), []);
  });
  await test.step("a follow ends with what is so, where the server does not tell, and says that it is inferred", () => {
    for (const { row, run } of untold) {
      const { outcome, exitCode, inferred } = run;
      assertEquals({ outcome, exitCode, inferred }, { ...row.ending, inferred: row.inferred }, row.name);
      const mostRequests = 15 + 4 * run.milliseconds / 1_000;
      assert(run.requests <= mostRequests, `${row.name}: ${run.requests} requests`);
    }
  });
  await test.step("a start that may have happened says so, and where to look", () => {
    const doubtful = starts.filter(({ run }) => run.notices.includes("start_lost") && run.exitCode !== 0)
      .filter(({ run }) => run.outcome !== "cancelled" && !run.notices.includes("start_found"));
    assert(doubtful.length > 10);
    for (const { name, run } of doubtful) {
      assert(run.texts.some((text) => text.includes("may have started")), name);
      assert(run.texts.some((text) => text.startsWith("Look with: ktrdr operation ")), name);
    }
  });
  await test.step("a worker that may go on is told of", () => {
    const told = follows.filter(({ run }) => run.notices.includes("worker_may_go_on"));
    assertEquals(told.map(({ name }) => name), [
      "The server could not tell the worker (`remote_cancelled: false`)",
    ]);
  });
  await test.step("docs/reliability.md says the same (else: deno task docs)", async () => {
    assertEquals(await Deno.readTextFile(reliabilityPage), describeReliability({ starts, follows, untold }));
  });
});

Deno.test("a follow does not lose its operation where the server holds its answers back", async () => {
  const follows = await runFollowTable({ canWait: true });
  assertEquals(follows.flatMap(problemsOf), []);
});
