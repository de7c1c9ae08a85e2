/**
 * What can be said of the results of a type of operation.
 * @module
 */
import type { Operation } from "../../../lib/contract/operation.ts";
import type { Style } from "../../../lib/output/style.ts";
import type { Context } from "../../program/context.ts";

/** The result of a completed operation, for programs and for people. */
export interface DescribedResult {
  /** JSON. */
  results: unknown;
  /** Keys beside `results` that scripts know. */
  more?: Readonly<Record<string, unknown>>;
  /** How much was done, in two words: "41 epochs". */
  extent?: string;
  render(style: Style): string;
}

/** How a result is described. */
export interface DescribeResultOptions {
  /** Whether to ask the server for what people want to see and the operation does not carry itself. */
  withDetails: boolean;
}

/** One operation in numbers and words. What its type does not have is not there; what is not told is null. */
export type ComparedOperation = Readonly<Record<string, string | number | null>>;

/** The results of a type of operation. */
export interface ResultView {
  /** For programs and for people. */
  describe(
    operation: Operation,
    options: DescribeResultOptions & { context: Context },
  ): DescribedResult | Promise<DescribedResult>;
  /** In one line. */
  summarize?(operation: Operation): string;
  /** Beside others, under the names that scripts know from results. */
  compare?(operation: Operation, parameters: Readonly<Record<string, unknown>>): ComparedOperation;
}
