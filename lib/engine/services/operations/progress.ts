/**
 * Progress records to start from.
 * @module
 */
import type { ProgressRecord } from "../../store/store.ts";

/** Nothing done yet; `currentStep` says what is being done. */
export function startProgress(currentStep: string): ProgressRecord {
  return {
    percentage: 0,
    currentStep,
    stepsCompleted: 0,
    stepsTotal: 0,
    itemsProcessed: 0,
    itemsTotal: null,
    currentItem: null,
  };
}
