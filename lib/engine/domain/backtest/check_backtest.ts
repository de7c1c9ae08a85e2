/**
 * What a backtest refuses to start with.
 * @module
 */

import type { DecisionRules } from "./decide.ts";
import type { BacktestInput, BacktestOptions, BacktestState } from "./backtest_input.ts";

/** Bars at the start that are neither traded nor valued: indicators warm up there. */
export const warmUpBars = 50;

/** Throws a RangeError that names what is wrong with a backtest's bars, outputs, options or resume state. */
export function checkBacktest(input: BacktestInput, options: BacktestOptions): void {
  checkBars(input);
  checkOutputs(input, options.rules);
  checkNumbers(options);
  checkRules(options.rules);
  if (options.resume !== undefined) checkResume(options.resume, input);
}

function checkBars(input: BacktestInput): void {
  const { time, open, close } = input.bars;
  if (time.length <= warmUpBars) {
    throw new RangeError(
      `A backtest needs at least ${
        warmUpBars + 1
      } bars, got ${time.length} (the first ${warmUpBars} warm up the indicators)`,
    );
  }
  if (open.length !== time.length || close.length !== time.length) {
    throw new RangeError(
      `Bar columns differ in length: time ${time.length}, open ${open.length}, close ${close.length}`,
    );
  }
  for (let bar = 0; bar < time.length; bar++) {
    if (!Number.isFinite(open[bar]) || !Number.isFinite(close[bar])) {
      throw new RangeError(
        `Bar ${bar} has open "${open[bar]}" and close "${close[bar]}", expected numbers`,
      );
    }
  }
}

function checkOutputs(input: BacktestInput, rules: DecisionRules): void {
  const { bars, outputs, outputCount } = input;
  const needed = rules.outputFormat === "classification" ? 3 : 1;
  const fits = rules.outputFormat === "classification" ? outputCount >= needed : outputCount === needed;
  if (!Number.isInteger(outputCount) || !fits) {
    const expected = rules.outputFormat === "classification" ? "at least 3 (BUY, HOLD, SELL)" : "1";
    throw new RangeError(`A ${rules.outputFormat} model has "${outputCount}" outputs, expected ${expected}`);
  }
  if (outputs.length !== bars.time.length * outputCount) {
    throw new RangeError(
      `Got ${outputs.length} network outputs, expected ${bars.time.length} bars × ${outputCount}`,
    );
  }
}

function checkNumbers(options: BacktestOptions): void {
  const { initialCapital, commission, slippage, startTime, endTime } = options;
  if (!(Number.isFinite(initialCapital) && initialCapital > 0)) {
    throw new RangeError(`Initial capital "${initialCapital}" must be a number above 0`);
  }
  for (const [name, fraction] of Object.entries({ Commission: commission, Slippage: slippage })) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new RangeError(`${name} "${fraction}" must be a fraction from 0 to less than 1`);
    }
  }
  if (!(Number.isFinite(startTime) && Number.isFinite(endTime) && startTime <= endTime)) {
    throw new RangeError(`Period "${startTime}" to "${endTime}" must be two times in order`);
  }
}

function checkRules(rules: DecisionRules): void {
  const numbers = rules.outputFormat === "classification"
    ? { confidence_threshold: rules.confidenceThreshold }
    : { round_trip_cost: rules.roundTripCost, min_edge_multiplier: rules.minEdgeMultiplier };
  for (
    const [name, value] of Object.entries({ ...numbers, min_signal_separation: rules.minSignalSeparation })
  ) {
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`${name} "${value}" must be a number of 0 or more`);
    }
  }
}

function checkResume(resume: BacktestState, input: BacktestInput): void {
  const { time } = input.bars;
  const { nextBar, equity } = resume;
  if (resume.bars !== time.length || nextBar < warmUpBars || nextBar > time.length) {
    throw new RangeError(
      `The resume state stands at bar ${nextBar} of ${resume.bars}, but this run has ${time.length} bars`,
    );
  }
  const done = nextBar - warmUpBars;
  const isComplete = [equity.time, equity.value, equity.position].every((column) => column.length === done);
  const isSame = equity.time.every((value, index) => value === time[warmUpBars + index]);
  if (!isComplete || !isSame) {
    throw new RangeError("The resume state was taken from other bars: the times of its equity differ");
  }
}
