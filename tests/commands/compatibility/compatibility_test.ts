import { assertEquals } from "@std/assert";
import { Program } from "../../../commands/program/program.ts";
import { createRootCommand } from "../../../commands/root.ts";
import { createFakeHost } from "../../support/fake_host.ts";
import { agentRows } from "./agent_rows.ts";
import { backtestRows } from "./backtest_rows.ts";
import { changeOperationRows } from "./change_operation_rows.ts";
import { checkpointRows } from "./checkpoint_rows.ts";
import { commandLineRows } from "./command_line_rows.ts";
import { findCommand, listPaths, readLine } from "./command_paths.ts";
import type { CompatibilityGroup } from "./compatibility_row.ts";
import { dataLoadRows } from "./data_load_rows.ts";
import { dataRows } from "./data_rows.ts";
import { dummyRows } from "./dummy_rows.ts";
import { fuzzyRows } from "./fuzzy_rows.ts";
import { globalOptionRows } from "./global_option_rows.ts";
import { indicatorRows } from "./indicator_rows.ts";
import { lineWords } from "./line_words.ts";
import { listRows } from "./list_rows.ts";
import { migrationRows } from "./migration_rows.ts";
import { modelRows } from "./model_rows.ts";
import { operationRows } from "./operation_rows.ts";
import { originalCommands, originalGlobalOptions } from "./original_commands.ts";
import { researchRows } from "./research_rows.ts";
import { runRow } from "./run_row.ts";
import { strategyRows } from "./strategy_rows.ts";
import { trainingRows } from "./training_rows.ts";

const groups: Record<string, CompatibilityGroup> = {
  "train": trainingRows,
  "models train": modelRows,
  "backtest": backtestRows,
  "dummy": dummyRows,
  "status and follow": operationRows,
  "cancel, resume and retry": changeOperationRows,
  "lists": listRows,
  "data show, data range and show": dataRows,
  "data load": dataLoadRows,
  "checkpoints and ib": checkpointRows,
  "research": researchRows,
  "agent": agentRows,
  "strategies": strategyRows,
  "migrate": migrationRows,
  "indicators": indicatorRows,
  "fuzzy": fuzzyRows,
  "global options": globalOptionRows,
  "the grammar of options": commandLineRows,
};

for (const [name, { rows, answers }] of Object.entries(groups)) {
  Deno.test(`command lines of the originals do what they did: ${name}`, async () => {
    const failures: string[] = [];
    for (const row of rows) {
      const reason = row.because === undefined ? "" : ` (on purpose different: ${row.because})`;
      await runRow(row, answers).catch((error) =>
        failures.push(`ktrdr ${row.line}${reason}\n${error.message}`)
      );
    }
    assertEquals(failures.length, 0, `${failures.length} of ${rows.length}:\n${failures.join("\n\n")}`);
  });
}

const services = { openEngine: () => Promise.reject(new Error("There is no engine")) };
const root = createRootCommand(new Program(createFakeHost(), services, []));
const lines = Object.values(groups).flatMap(({ rows }) =>
  rows.map(({ line }) => readLine(root, lineWords(line)))
);

Deno.test("every command of the originals is in the table, with every option in every spelling", () => {
  const missing = Object.entries(originalCommands).flatMap(([path, options]) => {
    if (findCommand(root, path) === undefined) return [`${path}: no such command`];
    const own = lines.filter((line) => line.path === path);
    if (own.length === 0) return [path];
    const seen = new Set(own.flatMap(({ after }) => after));
    return options.filter((option) => !seen.has(option)).map((option) => `${path} ${option}`);
  });
  assertEquals(missing, []);
});

Deno.test("the options of all commands are in the table, before and after the command", () => {
  const before = new Set(lines.flatMap((line) => line.before));
  const after = new Set(lines.flatMap((line) => line.after));
  assertEquals(originalGlobalOptions.filter((option) => !before.has(option) || !after.has(option)), []);
});

Deno.test("every name that a command of the originals has here is in the table", () => {
  const originals = new Set(Object.keys(originalCommands).map((path) => findCommand(root, path)));
  const paths = listPaths(root).filter((path) => originals.has(findCommand(root, path)));
  const seen = new Set(lines.map(({ path }) => path));
  assertEquals(paths.filter((path) => !seen.has(path)), []);
});
