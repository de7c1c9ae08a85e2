import type { TrainingStartRequest } from "../../lib/contract/training.ts";
import { UsageError } from "../../lib/errors.ts";
import { parseNames, parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";

/** The options of a training, as the user wrote them. */
export interface TrainingChoiceOptions {
  symbol?: string | undefined;
  timeframe?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
  symbols?: string | undefined;
  timeframes?: string | undefined;
  validationSplit?: number | undefined;
  seed?: number | undefined;
  detailedAnalytics?: true | undefined;
}

/** What of a training's request the options tell: everything but the strategy. */
export type TrainingChoices = Omit<TrainingStartRequest, "strategy_name">;

/** Checks the options of a training. Throws UsageError that names the flag. */
export function parseTrainingChoices(options: TrainingChoiceOptions): TrainingChoices {
  const { symbol, timeframe, validationSplit: share, seed } = options;
  if (share !== undefined && !(share > 0 && share < 1)) {
    throw new UsageError(`--validation-split is '${share}', expected a share between 0 and 1`);
  }
  if (seed !== undefined && !(seed >= 0 && seed <= 0xffffffff)) {
    throw new UsageError(`--seed is '${seed}', expected a whole number from 0 to 4294967295`);
  }
  return {
    ...parsePeriod(options),
    symbols: chooseNames({ one: symbol, many: options.symbols, flag: "--symbols" }, parseSymbol),
    timeframes: chooseNames(
      { one: timeframe, many: options.timeframes, flag: "--timeframes" },
      parseTimeframe,
    ),
    validation_split: share,
    seed,
    detailed_analytics: options.detailedAnalytics ?? false,
  };
}

function chooseNames(
  given: { one: string | undefined; many: string | undefined; flag: string },
  parse: (name: string) => string,
): string[] | undefined {
  if (given.one !== undefined && given.many !== undefined) {
    throw new UsageError(`'${given.one}' and ${given.flag} say the same thing, expected one of them`);
  }
  if (given.one !== undefined) return [parse(given.one)];
  return given.many === undefined ? undefined : parseNames(given.many, parse);
}
