/**
 * The words of workers. Apart from the schemas, so that a command line can be made without them.
 * @module
 */

/** Every type of worker. */
export const workerTypes = [
  "backtesting",
  "training",
  "cpu_training",
  "gpu_host",
  "agent_design",
  "agent_assessment",
] as const;

/** Every status that a worker can have. */
export const workerStatuses = ["available", "busy", "temporarily_unavailable"] as const;

/** One of {@linkcode workerTypes}. */
export type WorkerType = typeof workerTypes[number];
/** One of {@linkcode workerStatuses}. */
export type WorkerStatus = typeof workerStatuses[number];
