/** The version of the events: a program that knows 1.x understands every 1.y, which may have further keys. */
export const eventSchemaVersion = "1.0";

/**
 * What is told of operations while they run, a line an event; the last line is a `result` or an `error`. The printer
 * adds `time`. Durations are in seconds, percentages from 0 to 100. docs/events.md describes every key.
 */
export type OutputEvent =
  | { type: "version"; schema: typeof eventSchemaVersion }
  | { type: "started"; operation_id: string; operation_type: string | null }
  | {
    type: "progress";
    operation_id: string;
    operation_type: string;
    percentage: number;
    message: string;
    steps_completed: number;
    steps_total: number;
    items_processed: number;
    loss: number | null;
    as_of?: string;
  }
  | { type: "state"; operation_id: string; operation_type: string | null; status: string }
  | {
    type: "reconnect";
    operation_id: string | null;
    connected: boolean;
    silent_seconds: number;
    attempt: number | null;
    retry_in_seconds: number | null;
    reason: string | null;
  }
  | { type: "warning"; operation_id: string | null; code: string | null; message: string };
