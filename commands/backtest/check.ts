import type { BacktestCheck, FeatureCheck } from "../../lib/contract/backtest_check.ts";
import { ExitCode, type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { formatCount, formatNumber, formatTimestamp } from "../../lib/output/format.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";
import { withUnit } from "../../lib/output/text.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import { publishStrategy, readStrategy } from "../strategy/strategy_reference.ts";

/** What `backtest check` takes. */
interface CheckStrategyOptions {
  strategy: string;
  symbol?: string | undefined;
  timeframe?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
}

/** Milliseconds for the answer: the features are computed some twenty times. */
const checkTimeout = 300_000;

/** `ktrdr backtest check`: whether features of a strategy know what comes after. */
export async function checkStrategyFeatures(
  context: Context,
  options: CheckStrategyOptions,
): Promise<ExitCodeValue> {
  const { symbol, timeframe } = options;
  const request = {
    ...parsePeriod(options),
    symbol: symbol === undefined ? undefined : parseSymbol(symbol),
    timeframe: timeframe === undefined ? undefined : parseTimeframe(timeframe),
  };
  const strategy = await readStrategy(context, options.strategy);
  const client = await context.client();
  if (!await client.health.supports("backtest_check")) {
    throw new UsageError(`The server at ${client.baseUrl} cannot check a strategy for look-ahead`, {
      hint: "Use --embedded, or a server started with 'ktrdr serve'",
    });
  }
  const { name } = await publishStrategy(context, strategy);
  const found = await client.backtests.check(
    { ...request, strategy_name: name },
    { timeout: checkTimeout },
  );
  const exitCode = found.look_ahead ? ExitCode.failure : ExitCode.ok;
  context.printer.result(found, (style) => renderCheck(found, style), { rows: found.features, exitCode });
  return exitCode;
}

function renderCheck(found: BacktestCheck, style: Style): string {
  const warmUp = found.backtest_warm_up_bars;
  const period = `${formatTimestamp(found.start_date)} to ${formatTimestamp(found.end_date)}`;
  const head = renderFields([
    ["Strategy", found.strategy_name],
    ["Bars", `${formatCount(found.bars)} of ${found.symbol} ${found.timeframe}, ${period}`],
    [
      "Computed again",
      `${found.cuts} times on bars that end earlier, ${found.starts} times on bars that start later`,
    ],
  ], style);
  const table = renderTable({
    columns: [
      { title: "FEATURE" },
      { title: "INDICATOR" },
      { title: "CHANGED AT", align: "right" },
      { title: "LOOKS AHEAD", align: "right" },
      { title: "SETTLES AFTER", align: "right" },
      { title: `OFF AFTER ${warmUp}`, align: "right" },
      { title: "VERDICT" },
    ],
    rows: found.features.map((feature) => [
      feature.feature_id,
      feature.indicator,
      feature.changed_cuts === 0 ? "-" : `${feature.changed_cuts} of ${found.cuts}`,
      feature.look_ahead_bars === null ? "-" : withUnit(feature.look_ahead_bars, "bars"),
      feature.warm_up_bars === null ? "never" : withUnit(feature.warm_up_bars, "bars"),
      describeDifference(feature.difference_after_warm_up),
      describeVerdict(feature, style),
    ]),
    style,
  });
  return `${head}\n\n${table}\n\n${conclude(found, style)}`;
}

function describeDifference(difference: number | null): string {
  if (difference === null) return "there or not";
  return difference === 0 ? "0" : formatNumber(difference, 4);
}

function describeVerdict({ verdict }: FeatureCheck, style: Style): string {
  if (verdict === "look_ahead") return style.red("looks ahead");
  return verdict === "start_dependent" ? style.yellow("depends on the start") : style.green("ok");
}

function conclude({ features }: BacktestCheck, style: Style): string {
  const countOf = (verdict: FeatureCheck["verdict"]) => {
    const count = features.filter((feature) => feature.verdict === verdict).length;
    return { count, text: `${count} of ${features.length} features`, ending: count === 1 ? "s" : "" };
  };
  const ahead = countOf("look_ahead");
  const dependent = countOf("start_dependent");
  const lines = [
    ahead.count === 0
      ? `${style.green("✓")} No feature looks ahead`
      : `${style.red("✗")} ${ahead.text} look${ahead.ending} ahead: a backtest of it means nothing`,
  ];
  if (dependent.count > 0) {
    lines.push(
      `${style.yellow("!")} ${dependent.text} depend${dependent.ending} on where the bars start: ` +
        "with more bars before the same day the values are others",
    );
  }
  return lines.join("\n");
}
