/**
 * The dummy operation: something harmless to follow and to cancel.
 * @module
 */
import type { OperationRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { newOperationId } from "./operation_id.ts";
import { type OperationPlan, startOperation } from "./start_operation.ts";

const iterations = 100;
const milliseconds = 2_000;

/** Starts the dummy operation: 100 iterations of two seconds. */
export function startDummy(engine: Engine): OperationRecord {
  return startOperation(engine, planDummy(), newOperationId("dummy", engine.now()));
}

/** The plan of the dummy operation; it leaves no checkpoints. */
export function planDummy(): OperationPlan {
  return {
    type: "dummy",
    metadata: {
      symbol: "N/A",
      timeframe: "N/A",
      mode: "N/A",
      start_date: null,
      end_date: null,
      parameters: { operation_name: "dummy_task", service_name: "DummyService" },
    },
    request: {},
    work: () => ({ kind: "dummy", iterations, milliseconds }),
    finish: () => ({
      status: "success",
      iterations_completed: iterations,
      message: `Completed all ${iterations} iterations!`,
    }),
  };
}
