import type { Style } from "../../../lib/output/style.ts";

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
