/**
 * The names that become parts of paths. The layers above check them too, with better words; here nothing gets
 * past that could leave its folder.
 * @module
 */
import { strategyNamePattern } from "../../contract/strategy.ts";
import { UsageError } from "../../errors.ts";

const symbolPattern = /^(?!\.)[A-Za-z0-9_.-]{1,20}$/;
const timeframePattern = /^[A-Za-z0-9]{1,10}$/;
const longestStrategyName = 100;

/** The name of a strategy. Throws UsageError unless it is a plain file stem. */
export function checkStrategyName(name: string): string {
  if (strategyNamePattern.test(name) && name.length <= longestStrategyName) return name;
  throw new UsageError(`"${name}" is not the name of a strategy`, {
    hint:
      `Use up to ${longestStrategyName} letters, digits, _ and -, starting with a letter or a digit; no device of Windows`,
  });
}

/** Whether a text is a symbol, in any case. */
export function isSymbol(text: string): boolean {
  return symbolPattern.test(text);
}

/** A symbol. Throws UsageError unless it is one. */
export function checkSymbol(symbol: string): string {
  if (symbolPattern.test(symbol)) return symbol;
  throw new UsageError(`"${symbol}" is not a symbol`, {
    hint: "Use up to 20 letters, digits, _, . and -, not starting with a dot",
  });
}

/** A timeframe. Throws UsageError unless it is one. */
export function checkTimeframe(timeframe: string): string {
  if (timeframePattern.test(timeframe)) return timeframe;
  throw new UsageError(`"${timeframe}" is not a timeframe`, { hint: "Use one such as 1h or 1d" });
}
