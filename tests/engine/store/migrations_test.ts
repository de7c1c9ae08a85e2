import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { Database } from "../../../lib/engine/store/database.ts";
import { migrations } from "../../../lib/engine/store/migrations.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { temporaryFolder } from "./temporary_store.ts";

/** How many steps a home had taken whose operations had names of their own. */
const stepsOfOldHome = 4;

/** An operation as such a home has it. */
const oldOperation = `INSERT INTO operations
  (id, parent_id, type, status, created_at, started_at, completed_at, progress, metadata, error_message, warnings,
    request, version, owner, cancel_request, result)
  VALUES (?, ?, 'training', ?, 1000, 2000, NULL, ?, ?, NULL, '["few bars"]', '{"strategy_name":"trend"}', 7, NULL, NULL, ?)`;

const oldProgress = {
  percentage: 12.5,
  currentStep: 'Epoch 1/8 "first"',
  stepsCompleted: 1,
  stepsTotal: 8,
  itemsProcessed: 30,
  itemsTotal: null,
  currentItem: null,
};

const oldMetadata = {
  symbol: "SPX",
  timeframe: "1d",
  mode: "training",
  startDate: "2020-01-01",
  endDate: null,
  parameters: { strategy_name: "trend", nested: { startDate: "stays" }, seed: 1 },
};

Deno.test("a home whose operations had names of their own has them in those of the contract, all else as it was", () => {
  using folder = temporaryFolder();
  {
    using database = new Database(join(folder.path, "ktrdr.db"), migrations.slice(0, stepsOfOldHome));
    const progress = JSON.stringify(oldProgress);
    const metadata = JSON.stringify(oldMetadata);
    database.run(oldOperation, "op_1", null, "completed", progress, metadata, '{"model_id":"a/1d_v1"}');
    database.run(oldOperation, "op_2", "op_1", "failed", progress, metadata, null);
    database.run("INSERT INTO epochs (operation_id, number, epoch) VALUES ('op_1', 1, '{\"epoch\":1}')");
    database.run(
      "INSERT INTO checkpoints (operation_id, type, created_at, summary, size, data) VALUES ('op_2', 'failure', 1, '{}', 0, x'')",
    );
  }
  using store = openStore({ home: folder.path });
  assertEquals(store.operations.find("op_1"), {
    operation_id: "op_1",
    parent_operation_id: null,
    operation_type: "training",
    status: "completed",
    created_at: 1000,
    started_at: 2000,
    completed_at: null,
    progress: {
      percentage: 12.5,
      current_step: 'Epoch 1/8 "first"',
      steps_completed: 1,
      steps_total: 8,
      items_processed: 30,
      items_total: null,
      current_item: null,
    },
    metadata: {
      symbol: "SPX",
      timeframe: "1d",
      mode: "training",
      start_date: "2020-01-01",
      end_date: null,
      parameters: { strategy_name: "trend", nested: { startDate: "stays" }, seed: 1 },
    },
    error_message: null,
    warnings: ["few bars"],
    result_summary: { model_id: "a/1d_v1" },
    request: { strategy_name: "trend" },
    version: 7,
    owner: null,
    cancel_request: null,
  });
  assertEquals(store.operations.children("op_1").map(({ operation_id: id }) => id), ["op_2"]);
  assertEquals(store.operations.find("op_2")?.result_summary, null);
  assertEquals(store.operations.epochs("op_1"), [{ epoch: 1 }]);
  assertEquals(store.checkpoints.list().map(({ operationId }) => operationId), ["op_2"]);
  const { rows, total } = store.operations.list({ type: "training", status: "failed", limit: 10, offset: 0 });
  assertEquals([rows.map(({ operation_id: id }) => id), total], [["op_2"], 1]);
});
