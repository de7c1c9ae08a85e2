import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import type { TrainingStartRequest } from "../../lib/contract/training.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { Context } from "../context.ts";
import { parseNames, parseSymbol, parseTimeframe } from "../parse_bar_names.ts";
import { parsePeriod } from "../parse_period.ts";
import { runOperation } from "../run/run_operation.ts";
import { publishStrategy } from "../strategy/strategy_reference.ts";
import { showPlan } from "./plan.ts";

/** What `model train` takes. */
export interface TrainOptions {
  strategy: string;
  symbol?: string | undefined;
  timeframe?: string | undefined;
  startDate?: string | undefined;
  endDate?: string | undefined;
  symbols?: string | undefined;
  timeframes?: string | undefined;
  validationSplit?: number | undefined;
  seed?: number | undefined;
  detailedAnalytics?: true | undefined;
  dryRun?: true | undefined;
  follow: boolean;
  detach?: true | undefined;
  timeout?: number | undefined;
  waitForWorker?: number | undefined;
}

/** What of a training's request the options tell: everything but the strategy. */
export type TrainingChoices = Omit<TrainingStartRequest, "strategy_name">;

/** `ktrdr model train`: trains a model of a strategy, or with --dry-run shows what it would do. */
export async function trainModel(context: Context, options: TrainOptions): Promise<ExitCodeValue | void> {
  const choices = parseChoices(options);
  if (options.dryRun) return await showPlan(context, { reference: options.strategy, choices });
  const client = await context.client();
  if (options.seed !== undefined && !await client.health.supports("training_seed")) {
    throw new UsageError(`The server at ${client.baseUrl} cannot seed a training`, {
      hint: "Leave --seed out",
    });
  }
  const strategyName = await publishStrategy(context, options.strategy);
  const request = { ...choices, strategy_name: strategyName };
  const clock = { now: () => context.host.now(), random: () => context.host.random() };
  const adapter = new TrainingAdapter(request, clock);
  return await runOperation(context, { ...options, adapter, label: `Training ${strategyName}` });
}

function parseChoices(options: TrainOptions): TrainingChoices {
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
