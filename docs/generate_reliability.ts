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
import { runUntoldTable, type UntoldCell } from "../tests/operations/untold_faults.ts";
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

const aboutUntold = `## What a server does not tell

Some servers call an operation \`resuming\` for ever once it was resumed, and lose its progress when they restart. While a
server says \`resuming\`, or tells the same progress for 10 s, the follow looks at the operation's checkpoint and at the
workers, every 2 s at most: the checkpoint's epoch is the progress. A checkpoint that was seen, and is gone, with no worker
busy with the operation at two looks 5 s apart: it has completed. A checkpoint, and no worker with it for 30 s: it has
stopped; after a restart workers get 120 s to come back. What is inferred so is said, and marked \`inferred\` in JSON. A
server that can hold its answers back tells all by itself, and is asked nothing else. Each training has 60 epochs of one
second; a resumed one has 35 left, and its worker begins after 5 s.`;

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

/** The text of docs/reliability.md from the cells of its tables. */
export function describeReliability(
  { starts, follows, untold }: {
    starts: readonly FaultCell[];
    follows: readonly FaultCell[];
    untold: readonly UntoldCell[];
  },
): string {
  return [
    introduction,
    aboutStarts,
    createTable(starts, startTypes),
    aboutFollows,
    createTable(follows, phases),
    aboutUntold,
    createUntoldTable(untold),
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
  return renderTable(["Fault", ...columns.map((column) => titles[column])], rows);
}

function createUntoldTable(cells: readonly UntoldCell[]): string {
  const rows = cells.map((
    { row, run },
  ) => [row.name, `${run.inferred ? "inferred: " : ""}${describeRun(run)}`]);
  return renderTable(["What happens", "Follow"], rows);
}

function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function describeCell(cell: FaultCell | undefined): string {
  return cell === undefined ? "" : describeRun(cell.run);
}

function describeRun(
  { outcome, exitCode, requests, milliseconds }: Pick<
    FaultCell["run"],
    "outcome" | "exitCode" | "requests" | "milliseconds"
  >,
): string {
  const plural = requests === 1 ? "" : "s";
  return `${outcome}, exit ${exitCode}; ${requests} request${plural}, ${(milliseconds / 1_000).toFixed(1)} s`;
}

if (import.meta.main) {
  const text = describeReliability({
    starts: await runStartTable(),
    follows: await runFollowTable(),
    untold: await runUntoldTable(),
  });
  await writeGenerated({ path: reliabilityPage, text, name: "docs/reliability.md", task: "docs" });
}
