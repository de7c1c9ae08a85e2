import { assertEquals } from "@std/assert";
import { agentRows } from "./agent_rows.ts";
import { backtestRows } from "./backtest_rows.ts";
import { checkpointRows } from "./checkpoint_rows.ts";
import { commandLineRows } from "./command_line_rows.ts";
import type { CompatibilityGroup } from "./compatibility_row.ts";
import { dataLoadRows } from "./data_load_rows.ts";
import { dataRows } from "./data_rows.ts";
import { globalOptionRows } from "./global_option_rows.ts";
import { indicatorRows } from "./indicator_rows.ts";
import { listRows } from "./list_rows.ts";
import { migrationRows } from "./migration_rows.ts";
import { operationRows } from "./operation_rows.ts";
import { runRow } from "./run_row.ts";
import { strategyRows } from "./strategy_rows.ts";
import { trainingRows } from "./training_rows.ts";

const groups: Record<string, CompatibilityGroup> = {
  "trainings": trainingRows,
  "backtests": backtestRows,
  "operations": operationRows,
  "lists": listRows,
  "bars": dataRows,
  "loads of bars": dataLoadRows,
  "checkpoints and Interactive Brokers": checkpointRows,
  "the agent": agentRows,
  "strategies": strategyRows,
  "migrations": migrationRows,
  "indicators and fuzzy sets": indicatorRows,
  "options of all commands": globalOptionRows,
  "how a line is read": commandLineRows,
};

for (const [name, { rows, answers }] of Object.entries(groups)) {
  Deno.test(`the originals' command lines work: ${name}`, async () => {
    const failures: string[] = [];
    for (const row of rows) {
      await runRow(row, answers).catch((error) => failures.push(`ktrdr ${row.line}\n${error.message}`));
    }
    assertEquals(failures.length, 0, `${failures.length} of ${rows.length}:\n${failures.join("\n\n")}`);
  });
}
