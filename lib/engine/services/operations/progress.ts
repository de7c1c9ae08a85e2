/**
 * Progress records to start from.
 * @module
 */
import type { ProgressRecord } from "../../store/store.ts";

/** Nothing done yet; `current_step` says what is being done. */
export function startProgress(step: string): ProgressRecord {
  return {
    percentage: 0,
    current_step: step,
    steps_completed: 0,
    steps_total: 0,
    items_processed: 0,
    items_total: null,
    current_item: null,
  };
}
