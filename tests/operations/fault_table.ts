/**
 * What becomes of an operation when something goes wrong on the way: one row a fault. The tests check the rows,
 * docs/reliability.md shows them.
 * @module
 */
import { ExitCode, type ExitCodeValue } from "../../lib/errors.ts";
import type { Fault } from "../support/faults.ts";

/** How a run ends: the status of the operation, or the name of the error. */
export interface Ending {
  outcome: string;
  exitCode: ExitCodeValue;
}

/** A fault and how often it happens. */
export interface FaultRow {
  /** What goes wrong. */
  name: string;
  fault: Fault;
  /** The most requests it meets. Default: 2. */
  times?: number;
  /** It ends so many milliseconds after the first request it meets, whatever their number. */
  lasts?: number;
}

/** The operations that are started. */
export const startTypes = ["training", "backtesting", "dummy"] as const;
/** One of them. */
export type StartType = typeof startTypes[number];

/** A fault of the request that starts an operation. */
export interface StartRow extends FaultRow {
  ending: Ending | Record<StartType, Ending>;
  /** The types that are started. Default: all, for each is found again in its own way. */
  only?: readonly StartType[];
  /** How many operations of ours the server has in the end. */
  started: number;
  /** Operations of somebody else, alike but for their owner: made 3 s before ours, or together with it. */
  others?: "before" | "together";
  /** By how many milliseconds the server's clock is ahead. */
  serverAhead?: number;
  /** The time limit, in milliseconds. Default: 120,000. */
  timeout?: number;
}

/**
 * When a fault of a follow happens: at the first reads, after some reads, at the read that would tell the end, at the
 * request to cancel, at the reads after that.
 */
export const phases = ["first", "later", "last", "cancel", "cancelled"] as const;
/** One of them. */
export type Phase = typeof phases[number];

/** A fault while an operation is followed. */
export interface FollowRow extends FaultRow {
  /** Phases without an ending here end well, or are no phases for this fault where `only` leaves them out. */
  endings?: Partial<Record<Phase, Ending>>;
  only?: readonly Phase[];
}

/** It completed. */
export const completed: Ending = { outcome: "completed", exitCode: ExitCode.ok };
/** It was cancelled by us. */
export const cancelled: Ending = { outcome: "cancelled", exitCode: ExitCode.interrupted };

/** How a run ends that ends with an error. */
export function throws(outcome: string, exitCode: ExitCodeValue): Ending {
  return { outcome, exitCode };
}

/** How a start ends. */
export function endingOfStart({ ending }: StartRow, type: StartType): Ending {
  return "outcome" in ending ? ending : ending[type];
}

/** How a follow ends in a phase. */
export function endingOf(row: FollowRow, phase: Phase): Ending {
  return row.endings?.[phase] ?? (phase === "cancel" || phase === "cancelled" ? cancelled : completed);
}

/** The phases in which a fault can happen. */
export function phasesOf(row: FollowRow): readonly Phase[] {
  return row.only ?? phases;
}
