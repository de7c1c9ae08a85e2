/** What a signal does at every point of an operation's life. */
import type { Phase } from "./phase_server.ts";

/** What the user has asked for. */
export type Task =
  | "train"
  | "train, or detach"
  | "train in the background"
  | "backtest"
  | "follow"
  | "follow backtest";

/** How the program is interrupted. Ctrl+C is typed where there is a terminal, and a signal elsewhere. */
export type Interruption = "Ctrl+C" | "Ctrl+C twice" | "SIGTERM" | "SIGHUP";

/** One row of the table. */
export interface InterruptionCase {
  task: Task;
  phase: Phase;
  interruption: Interruption;
  /** How the program ends. */
  code: number;
  /** What becomes of the operation; "none" where it was not started. */
  status: "none" | "running" | "cancelled" | "completed";
  /** Requests to cancel it; of which one is carried out where it becomes cancelled. */
  cancelRequests: number;
  /** What the user is told, on stdout or stderr. */
  says: RegExp;
  /** Whether the server answers once the program was interrupted. */
  answers?: true;
}

const unsent = /^(\^C)?(Interrupted by Ctrl\+C|Ended by SIG(TERM|HUP))\n( {2}.*\n)*$/;
const left =
  /Left operation "op_\w+" while it is still running\n( {2}.*\n)*Hint: Look again with: ktrdr operation follow op_\w+\n$/;
const cancelled = /Cancelled op_\w+/;
const leftStarting =
  /Left while the training operation was being started; it may have started\n( {2}.*\n)*Hint: Look with: ktrdr operation status op_training_\w+\n$/;
const unread =
  /Operation "op_\w+" has completed, but its result was not read\n( {2}.*\n)*Hint: Read it with: ktrdr operation follow op_\w+\n$/;

type Row = readonly [
  Task,
  Phase,
  Interruption,
  code: number,
  InterruptionCase["status"],
  cancelRequests: number,
  says: RegExp,
  answers?: "answers",
];

// Before anything is sent a signal does what it does to any program. After that, Ctrl+C in the command that started an
// operation cancels it, and a second one leaves; all else leaves the operation alone.
const rows: readonly Row[] = [
  ["train", "opening", "Ctrl+C", 130, "none", 0, unsent],
  ["train", "opening", "SIGTERM", 143, "none", 0, unsent],
  ["train", "opening", "SIGHUP", 143, "none", 0, unsent],
  ["train", "starting", "Ctrl+C", 130, "cancelled", 1, cancelled, "answers"],
  ["train", "starting", "Ctrl+C twice", 130, "running", 0, leftStarting],
  ["train", "starting", "SIGTERM", 143, "running", 0, leftStarting],
  ["train", "starting", "SIGHUP", 143, "running", 0, leftStarting],
  ["train in the background", "starting", "Ctrl+C twice", 130, "running", 0, leftStarting],
  ["train in the background", "starting", "SIGTERM", 143, "running", 0, leftStarting],
  ["train, or detach", "starting", "Ctrl+C", 130, "running", 0, left, "answers"],
  ["train, or detach", "later poll", "Ctrl+C", 130, "running", 0, left],
  ["train", "first poll", "Ctrl+C", 130, "cancelled", 1, cancelled],
  ["train", "first poll", "SIGTERM", 143, "running", 0, left],
  ["train", "later poll", "Ctrl+C", 130, "cancelled", 1, cancelled],
  ["train", "later poll", "SIGTERM", 143, "running", 0, left],
  ["train", "later poll", "SIGHUP", 143, "running", 0, left],
  ["train", "cancelling", "Ctrl+C", 130, "running", 1, left],
  ["train", "cancelling", "SIGTERM", 143, "running", 1, left],
  ["train", "cancelling", "SIGHUP", 143, "running", 1, left],
  ["train", "cancelled", "Ctrl+C", 130, "cancelled", 1, left],
  ["backtest", "result", "Ctrl+C", 130, "completed", 0, unread],
  ["backtest", "result", "SIGTERM", 143, "completed", 0, unread],
  ["follow", "first poll", "Ctrl+C", 130, "running", 0, left],
  ["follow", "first poll", "SIGHUP", 143, "running", 0, left],
  ["follow", "later poll", "Ctrl+C", 130, "running", 0, left],
  ["follow", "later poll", "SIGTERM", 143, "running", 0, left],
  ["follow backtest", "result", "Ctrl+C", 130, "completed", 0, unread],
];

/** The table for a program without a terminal. */
export const interruptions: readonly InterruptionCase[] = rows.map(toCase);

/** The table for a program on a terminal: the key at every point, and a signal at some. */
export const interruptionsOnTerminal: readonly InterruptionCase[] = interruptions.filter(
  ({ task, phase, interruption }) =>
    (interruption === "Ctrl+C" && (task === "train" || phase === "result" || phase === "later poll")) ||
    (interruption === "SIGTERM" && (phase === "cancelling" || phase === "result")),
);

function toCase(
  [task, phase, interruption, code, status, cancelRequests, says, answers]: Row,
): InterruptionCase {
  return { task, phase, interruption, code, status, cancelRequests, says, ...(answers && { answers: true }) };
}
