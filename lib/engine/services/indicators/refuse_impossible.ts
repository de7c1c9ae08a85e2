import { codedDetailError } from "../service_error.ts";

/** Does the work; turns a RangeError, which tells why these bars or parameters do not do, into a 400. */
export function refuseImpossible<Result>(compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw codedDetailError(400, {
      code: "PROC-CalculationFailed",
      message: `Failed to calculate indicators: ${error.message}`,
      details: { error: error.message },
    });
  }
}
