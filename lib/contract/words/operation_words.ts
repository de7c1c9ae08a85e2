/**
 * The words of operations: statuses and types. Apart from the schemas, so that a command line can be made without them.
 * @module
 */

/** Every status an operation can have. The last three are terminal. */
export const operationStatuses = [
  "pending",
  "resuming",
  "running",
  "completed",
  "failed",
  "cancelled",
] as const;

/** Every type of operation. */
export const operationTypes = [
  "data_load",
  "training",
  "backtesting",
  "indicator_compute",
  "fuzzy_analysis",
  "dummy",
  "agent_research",
  "agent_design",
  "agent_assessment",
] as const;

/** One of {@linkcode operationStatuses}. */
export type OperationStatus = typeof operationStatuses[number];
/** One of {@linkcode operationTypes}. */
export type OperationType = typeof operationTypes[number];
/** The statuses that end an operation. */
export type TerminalStatus = "completed" | "failed" | "cancelled";

/** Whether a status ends an operation. Only a resume can make such an operation run again. */
export function isTerminal(status: string): status is TerminalStatus {
  return status === "completed" || status === "failed" || status === "cancelled";
}
