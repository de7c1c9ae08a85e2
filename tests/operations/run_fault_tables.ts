import { type Ending, endingOf, endingOfStart, phasesOf, startTypes } from "./fault_table.ts";
import { followFaults } from "./follow_faults.ts";
import { type FaultRun, type RunFaultOptions, runFollow, runStart } from "./run_fault.ts";
import { startFaults } from "./start_faults.ts";

/** One cell of a fault table: what was run, what came of it, and what should have. */
export interface FaultCell {
  /** The fault. */
  name: string;
  /** The type that was started, or the phase. */
  column: string;
  run: FaultRun;
  expected: Ending & { started: number };
}

/** Runs every row of the table of starts, all side by side: each has a clock of its own. */
export async function runStartTable(options: RunFaultOptions = {}): Promise<FaultCell[]> {
  const cells = startFaults.flatMap((row) =>
    (row.only ?? startTypes).map(async (column) => ({
      name: row.name,
      column,
      run: await runStart(row, column, options),
      expected: { ...endingOfStart(row, column), started: row.started },
    }))
  );
  return await Promise.all(cells);
}

/** Runs every row of the table of follows, all side by side. */
export async function runFollowTable(options: RunFaultOptions = {}): Promise<FaultCell[]> {
  const cells = followFaults.flatMap((row) =>
    phasesOf(row).map(async (column) => ({
      name: row.name,
      column,
      run: await runFollow(row, column, options),
      expected: { ...endingOf(row, column), started: 1 },
    }))
  );
  return await Promise.all(cells);
}
