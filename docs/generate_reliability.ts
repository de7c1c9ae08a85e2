/**
 * Writes docs/reliability.md: what becomes of an operation when something goes wrong on the way. Every figure is
 * measured, by running the fault tables of the tests.
 *
 * ```sh
 * deno run -A docs/generate_reliability.ts           # writes it
 * deno run -A docs/generate_reliability.ts --check   # exits with 1 when it is out of date
 * ```
 * @module
 */
import { type Phase, phases, type StartType, startTypes } from "../tests/operations/fault_table.ts";
import { type FaultCell, runFollowTable, runStartTable } from "../tests/operations/run_fault_tables.ts";
import { writeGenerated } from "./write_generated.ts";

/** The page, next to this file. */
export const reliabilityPage: URL = new URL("./reliability.md", import.meta.url);

const introduction = `# Reliability

<!-- Made by \`deno task docs\` from the tests: change the client or the tables in tests/operations, not this page. -->

What becomes of an operation when something goes wrong between \`ktrdr\` and its server. Each row is a fault, and each
cell says how the command ends, with which exit code, after how many requests and how much time. The tests run every
cell against a server in memory whose clock moves by waits only, so the figures are exact; a smaller set runs over real
sockets and against the embedded engine. Exit codes: \`ktrdr help exit-codes\`.`;

const aboutStarts = `## Starting

A start happens once. It is sent again only if it cannot have arrived: nothing listened, 429, or no worker was free. If
its answer is lost, the operation is looked for: a training by the id that the client gave it, any other as the one
operation of its kind that was created since. Where that finds nothing, and the start may have arrived, the error says
so and names the command that tells. \`--timeout\` is for the start and the follow together: a start that is under way
when it ends is given up, its operation looked for once more, for 1.5 s, and the exit code is 124; where the start
cannot have arrived, the command ends as after its last attempt. Where the operation started, it ran on for 5 reads,
undisturbed.`;

const aboutFollows = `## Following

A follow does not lose its operation: only an answer with a terminal status ends it, or \`--timeout\`, or a refusal
that stays. The exception is a follow of what another command started: where the server has not answered it once, and
does not for 4 attempts, it ends with exit code 6. The fault comes at the first reads, after some, at the read that
would tell the end, at the request to cancel, or at the reads after that. Where cancelling is refused for good, the
operation runs on to its end and is shown.`;

const titles: Readonly<Record<StartType | Phase, string>> = {
  training: "Training",
  backtesting: "Backtest",
  dummy: "Dummy",
  first: "First read",
  later: "Later read",
  last: "Last read",
  cancel: "Request to cancel",
  cancelled: "Read after it",
};

/** The text of docs/reliability.md from the cells of both tables. */
export function describeReliability(starts: readonly FaultCell[], follows: readonly FaultCell[]): string {
  return [
    introduction,
    aboutStarts,
    createTable(starts, startTypes),
    aboutFollows,
    createTable(follows, phases),
  ].join("\n\n") + "\n";
}

function createTable(cells: readonly FaultCell[], columns: readonly (StartType | Phase)[]): string {
  const names = new Set(cells.map(({ name }) => name));
  const rows = [...names].map((name) => [
    name,
    ...columns.map((column) =>
      describeCell(cells.find((cell) => cell.name === name && cell.column === column))
    ),
  ]);
  const heads = ["Fault", ...columns.map((column) => titles[column])];
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function describeCell(cell: FaultCell | undefined): string {
  if (cell === undefined) return "";
  const { outcome, exitCode, requests, milliseconds } = cell.run;
  const plural = requests === 1 ? "" : "s";
  return `${outcome}, exit ${exitCode}; ${requests} request${plural}, ${(milliseconds / 1_000).toFixed(1)} s`;
}

if (import.meta.main) {
  const text = describeReliability(await runStartTable(), await runFollowTable());
  await writeGenerated({ path: reliabilityPage, text, name: "docs/reliability.md", task: "docs" });
}
