import type { DataLoadMode } from "../../lib/contract/data.ts";
import { type ExitCodeValue, KtrdrError } from "../../lib/errors.ts";
import { DataLoadAdapter } from "../../lib/operations/adapters/data_load.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol, parseTimeframe } from "../program/parse_bar_names.ts";
import { parsePeriod } from "../program/parse_period.ts";
import type { PrepareOperation, RunChoices } from "../operation/run/operation_run.ts";
import { runOperation } from "../operation/run/run_operation.ts";

/** What `data load` takes. */
interface LoadBarsOptions extends RunChoices {
  timeframe: string;
  mode: DataLoadMode;
  start?: string | undefined;
  end?: string | undefined;
  tradingHours?: boolean | undefined;
  includeExtended?: boolean | undefined;
}

/** `ktrdr data load`: lets the server load bars from its broker. */
export async function loadBars(
  context: Context,
  symbol: string,
  options: LoadBarsOptions,
): Promise<ExitCodeValue> {
  const series = { symbol: parseSymbol(symbol), timeframe: parseTimeframe(options.timeframe) };
  const request = { ...series, mode: options.mode, ...parsePeriod(options), ...hoursOf(context, options) };
  const prepare: PrepareOperation = () => {
    if (context.isEmbedded) throw withoutBroker(series);
    return Promise.resolve({
      adapter: new DataLoadAdapter(request),
      label: `Loading ${series.symbol} ${series.timeframe}`,
      type: "data_load",
    });
  };
  return await runOperation(context, prepare, options);
}

function hoursOf(context: Context, { tradingHours = false, includeExtended = false }: LoadBarsOptions) {
  if (!tradingHours && !includeExtended) return {};
  const flag = tradingHours ? "--trading-hours" : "--include-extended";
  context.printer.warn(`${flag} is sent, but a KTRDR server loads the bars of all hours`);
  return { filters: { trading_hours_only: tradingHours, include_extended: includeExtended } };
}

function withoutBroker({ symbol, timeframe }: { symbol: string; timeframe: string }): KtrdrError {
  return new KtrdrError("The embedded engine has no broker to load bars from", {
    hint: `Import a file with 'ktrdr data import <csv> --symbol ${symbol} --timeframe ${timeframe}', ` +
      "or the sample with 'ktrdr data sample'",
  });
}
