import { assertEquals } from "@std/assert";
import { trainingResults } from "../../../../commands/operation/results/training.ts";
import { operationSchema } from "../../../../lib/contract/operation.ts";
import { createStyle } from "../../../../lib/output/style.ts";

Deno.test("losses that are small have the decimals they need, all of them alike", () => {
  const operation = operationSchema.parse({
    operation_id: "op_training_1",
    status: "completed",
    result_summary: {
      training_metrics: { final_train_loss: 0.00000925, final_val_loss: 0.00000612, best_val_loss: 0.000006 },
      test_metrics: { test_loss: 0.0000058 },
    },
  });
  const lines = trainingResults.describe(operation).render(createStyle(false)).split("\n");
  assertEquals(lines.filter((line) => line.includes("loss")), [
    "Final loss:             0.00000925",
    "Final validation loss:  0.00000612",
    "Best validation loss:   0.00000600 (these weights are kept)",
    "Test loss:              0.00000580",
  ]);
});
