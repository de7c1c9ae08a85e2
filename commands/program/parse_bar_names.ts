import { type Timeframe, timeframeNames } from "../../lib/contract/words/timeframe.ts";
import { UsageError } from "../../lib/errors.ts";

/** A symbol as the user wrote it, in upper case. Throws UsageError for what cannot be one. */
export function parseSymbol(text: string): string {
  const symbol = text.trim().toUpperCase();
  if (!/^[A-Z0-9_-][A-Z0-9_.-]{0,19}$/.test(symbol)) {
    throw new UsageError(`'${text}' is no symbol, expected up to 20 letters, digits and . - _`);
  }
  return symbol;
}

/** A timeframe as the API writes it. Throws UsageError for an unknown one. */
export function parseTimeframe(text: string): Timeframe {
  const timeframe = timeframeNames.find((name) => name === text.trim());
  if (timeframe === undefined) {
    throw new UsageError(`'${text}' is no timeframe, expected one of ${timeframeNames.join(", ")}`);
  }
  return timeframe;
}

/** The names of a list such as "AAPL,MSFT", each parsed with `parse`. Throws UsageError for an empty list. */
export function parseNames(text: string, parse: (name: string) => string): string[] {
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");
  if (names.length === 0) throw new UsageError(`'${text}' names nothing, expected names separated by commas`);
  return names.map(parse);
}
