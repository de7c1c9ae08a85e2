/**
 * The return of `close[i]` over the next `horizon` bars, `(close[i + horizon] − close[i]) / close[i]`, as a fraction.
 * One value for each bar but the last `horizon`, which have no such future.
 *
 * @throws {RangeError} when the horizon is not a whole number from 0 up, when there are fewer than `horizon + 1` bars
 * or when a close is zero.
 */
export function forwardReturns(close: Float64Array, horizon: number): Float64Array {
  if (!Number.isInteger(horizon) || horizon < 0) {
    throw new RangeError(`Forward return horizon must be a whole number of bars, got "${horizon}"`);
  }
  if (close.length < horizon + 1) {
    throw new RangeError(
      `Forward returns over "${horizon}" bars need at least ${horizon + 1} bars, got "${close.length}"`,
    );
  }
  const zero = close.indexOf(0);
  if (zero >= 0) throw new RangeError(`Forward returns need closes other than zero, got "0" at bar ${zero}`);
  const returns = new Float64Array(close.length - horizon);
  for (let bar = 0; bar < returns.length; bar++) {
    returns[bar] = (close[bar + horizon] - close[bar]) / close[bar];
  }
  return returns;
}
