/**
 * What is said of an operation whose server does not tell how it goes.
 * @module
 */
import type { Operation } from "../../contract/operation.ts";
import type { Look } from "./evidence.ts";
import type { AppearedModel } from "./inference.ts";

/** Why an operation has completed: its checkpoint was seen to go. */
export function describeCompletion({ status }: Operation): string {
  return `It has completed: its checkpoint is gone and no worker has it any more. ${stillCalled(status)}`;
}

/** What is known of an operation that nobody has any more. Null: no model of it was found. */
export function describeEnd(
  { status, operation_type: type }: Operation,
  { look, model }: { look: Look; model: AppearedModel | null },
): string {
  const { checkpoint, workers } = look;
  if (model !== null) {
    const signs = [
      ...(checkpoint === null ? ["it has no checkpoint"] : []),
      ...(workers === undefined ? [] : ["no worker has it"]),
      "a model of it appeared",
    ];
    return `It has completed: ${signs.join(", ")}. ${stillCalled(status)}`;
  }
  const unknown = [
    workers === undefined ? "the server does not tell of its workers" : "no worker has it",
    checkpoint === null
      ? "it has no checkpoint"
      : workers === undefined
      ? "nor of a checkpoint"
      : "the server does not tell of a checkpoint",
    ...(type === "training" ? ["and no model of it appeared"] : []),
  ];
  return `How it ended is not known: ${unknown.join(", ")}. The server still calls it ${status}`;
}

/** Why an operation has stopped, after so many epochs (0: not known). */
export function describeStop({ status }: Operation, { look, done }: { look: Look; done: number }): string {
  const place = done > 0 ? `, with a checkpoint of epoch ${done}` : "";
  const sign = look.workers === undefined
    ? "its checkpoint has not changed for ten minutes"
    : "no worker has it";
  return `It has stopped${place}: ${sign}, although the server still calls it ${status}`;
}

function stillCalled(status: string): string {
  return `The server did not notice, and still calls it ${status}`;
}
