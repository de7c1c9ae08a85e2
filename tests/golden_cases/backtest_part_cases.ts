import { Account } from "../../lib/engine/domain/backtest/account.ts";
import { computeMetrics, yearsBetween } from "../../lib/engine/domain/backtest/compute_metrics.ts";
import { filterSignal, proposeSignals } from "../../lib/engine/domain/backtest/decide.ts";
import { exact, type GoldenCase, type GoldenComparison } from "../support/golden_errors.ts";
import type { GoldenFiles } from "../support/golden_series.ts";
import {
  compareMetrics,
  compareMoney,
  compareTrades,
  letters,
  type RecordedDecisions,
  type RecordedTrade,
  rulesOf,
} from "./recorded_backtest.ts";

interface RecordedDecision {
  readonly decisions: RecordedDecisions;
  readonly outputs: (number | null)[];
  readonly position: string;
  /** Before the filters; none of outputs that are no numbers. */
  readonly raw_signal: string | null;
  readonly bar_time: string;
  readonly last_trade_time: string | null;
  readonly signal: string;
  readonly confidence: number;
}

interface RecordedStep {
  /** Buy, sell, mark, close at the end. */
  readonly action: "B" | "S" | "M" | "X";
  readonly price: number;
  readonly time: string;
  readonly status: "LONG" | "SHORT" | "FLAT";
  readonly cash: number;
  readonly portfolio_value: number;
  readonly filled: boolean;
  readonly trade: RecordedTrade | null;
}

interface RecordedAccount {
  readonly initial_capital: number;
  readonly commission: number;
  readonly slippage: number;
  readonly steps: RecordedStep[];
}

interface RecordedFigures {
  readonly curve: number;
  readonly trade_net_pnl: number[];
  readonly holding_hours: number[];
  readonly initial_capital: number;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly metrics: Record<string, number>;
}

/** What a backtest is made of, each alone: decisions, an account, the figures of an equity curve. */
export function* backtestPartCases(files: GoldenFiles): Generator<GoldenCase> {
  const { cases: decisions } = files.read<{ cases: RecordedDecision[] }>("backtest/decisions.json");
  for (const [index, recorded] of decisions.entries()) {
    yield { name: `decision ${index + 1}`, compare: () => compareDecision(recorded) };
  }
  const { cases: accounts } = files.read<{ cases: RecordedAccount[] }>("backtest/position_manager.json");
  for (const [index, recorded] of accounts.entries()) {
    yield { name: `account ${index + 1}`, compare: () => compareAccount(recorded) };
  }
  const { curves, cases: figures } = files.read<{ curves: number[][]; cases: RecordedFigures[] }>(
    "backtest/performance.json",
  );
  for (const [index, recorded] of figures.entries()) {
    yield {
      name: `figures of equity curve ${index + 1}`,
      compare: () => compareFigures(recorded, Float64Array.from(curves[recorded.curve])),
    };
  }
}

function* compareDecision(recorded: RecordedDecision): Generator<GoldenComparison> {
  const rules = rulesOf(recorded.decisions);
  const outputs = Float32Array.from(recorded.outputs, (value) => value ?? NaN);
  const proposal = proposeSignals(outputs, { outputCount: outputs.length, rules });
  yield {
    family: "confidences",
    name: "confidence",
    expected: [recorded.confidence],
    actual: [proposal.confidence[0]],
    tolerance: { relative: 1e-5, floor: 1 },
  };
  const unfiltered = proposeSignals(outputs, {
    outputCount: outputs.length,
    rules: { ...rules, ...("confidenceThreshold" in rules ? { confidenceThreshold: 0 } : {}) },
  });
  const hoursSinceFill = recorded.last_trade_time === null
    ? Infinity
    : (Date.parse(recorded.bar_time) - Date.parse(recorded.last_trade_time)) / 3_600_000;
  const position = letters.position.indexOf(recorded.position) - 1;
  const signal = filterSignal(proposal.signal[0], { rules, position, hoursSinceFill });
  yield {
    family: "signals and positions",
    name: "signals before and after the filters",
    expected: [recorded.raw_signal ?? "HOLD", recorded.signal],
    actual: [unfiltered.signal[0], signal].map((side) => ["SELL", "HOLD", "BUY"][side + 1]),
    tolerance: exact,
  };
}

function* compareAccount(recorded: RecordedAccount): Generator<GoldenComparison> {
  const { initial_capital: initialCapital, commission, slippage } = recorded;
  const account = new Account({ symbol: "T", initialCapital, commission, slippage });
  for (const [index, step] of recorded.steps.entries()) {
    const isDone = act(account, step);
    const status = ["SHORT", "FLAT", "LONG"][account.side + 1];
    yield {
      family: "signals and positions",
      name: `fill ${index + 1}`,
      expected: [step.filled, step.status],
      actual: [isDone, status],
      tolerance: exact,
    };
    const { cash, trades } = account.takeState();
    const expected = [step.cash, step.portfolio_value];
    yield compareMoney(`step ${index + 1}`, { expected, actual: [cash, account.value(step.price)] });
    if (step.trade !== null) yield* compareTrades([step.trade], trades);
  }
}

/** Whether there was a fill. */
function act(account: Account, { action, price, time }: RecordedStep): boolean {
  const quote = { price, time: Date.parse(time) };
  if (action === "B" || action === "S") return account.fill(action === "B" ? 1 : -1, quote);
  const { side } = account;
  if (action === "M") account.mark(quote.time, price);
  else account.closeAtEnd(quote);
  return account.side !== side;
}

function* compareFigures(recorded: RecordedFigures, equity: Float64Array): Generator<GoldenComparison> {
  const { start_date: start, end_date: end, initial_capital: initialCapital } = recorded;
  // Without dates the recorded figures count 6.5 hourly bars a day.
  const years = start === null || end === null
    ? equity.length / (252 * 6.5)
    : yearsBetween(Date.parse(start), Date.parse(end));
  const trades = recorded.trade_net_pnl.map((netPnl, k) => ({
    netPnl,
    holdingPeriodHours: recorded.holding_hours[k],
  }));
  yield* compareMetrics(recorded.metrics, computeMetrics(equity, { trades, years, initialCapital }));
}
