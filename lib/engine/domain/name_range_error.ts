/** Does the work; the message of a RangeError then begins with the name of what it was done for. */
export function nameRangeError<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`${name}: ${error.message}`, { cause: error });
  }
}
