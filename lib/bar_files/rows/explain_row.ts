/**
 * What is wrong with a row, in words.
 * @module
 */
import type { Bars } from "../../engine/domain/bars.ts";
import { quoteField } from "../text/quote_field.ts";
import type { OrderFinding } from "../times/date_order.ts";
import { readDateNumbers } from "../times/parse_time.ts";
import { type DecimalSign, parseNumber } from "./parse_number.ts";

/** Why a text is no moment. */
export function explainTime(text: string, order: OrderFinding | undefined): string {
  const isOpen = readDateNumbers(text) !== undefined && order !== undefined;
  if (isOpen && order.isContradictory) {
    return `Date ${
      quoteField(text)
    } may be day/month or month/day, and the file has dates of both orders; write it year-month-day`;
  }
  if (isOpen && order.order === undefined) {
    return `Date ${
      quoteField(text)
    } may be day/month or month/day, and no date in the file tells which; give --date-order dmy or --date-order mdy`;
  }
  return `Time ${quoteField(text)} is not a date, expected for example 2020-01-31 or 2020-01-31T14:30:00Z`;
}

/** Why a text is no price. */
export function explainPrice(
  name: string,
  { text, decimal }: { readonly text: string; readonly decimal: DecimalSign },
): string {
  const label = name[0].toUpperCase() + name.slice(1);
  if (!Number.isNaN(parseNumber(text, decimal))) {
    return `${label} ${quoteField(text)} is not a price, expected a finite number`;
  }
  const sign = decimal === "." ? "point" : "comma, as the other numbers";
  return `${label} ${quoteField(text)} is not a number, expected digits with a decimal ${sign}`;
}

/** Why high and low are none of the open and close of a bar. */
export function explainRange(bars: Bars, bar: number): string {
  const [open, high, low, close] = (["open", "high", "low", "close"] as const).map((name) => bars[name][bar]);
  if (high < low) return `High "${high}" is below low "${low}"`;
  if (high < open) return `High "${high}" is below open "${open}"`;
  if (high < close) return `High "${high}" is below close "${close}"`;
  if (low > open) return `Low "${low}" is above open "${open}"`;
  return `Low "${low}" is above close "${close}"`;
}
