import { codedDetailError } from "../service_error.ts";

/** Most values that one request can make the engine calculate: 160 MB of them. */
const mostValues = 20_000_000;

/** What is to be calculated: so many columns over so many bars. */
interface ValueCount {
  readonly bars: number;
  readonly columns: number;
}

/** Throws a 400 for more values than one request can ask for. */
export function requireFeasible({ bars, columns }: ValueCount): void {
  if (bars * columns <= mostValues) return;
  throw codedDetailError(400, {
    code: "PROC-TooManyValues",
    message:
      `${bars} bars × ${columns} columns are ${bars * columns} values, expected at most ${mostValues}; ` +
      "ask for a shorter period, or for less at once",
    details: { bars, columns, maximum: mostValues },
  });
}
