import type { KtrdrClient } from "../../lib/client/client.ts";
import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import type { TrainingStartRequest } from "../../lib/contract/training.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { Context } from "../context.ts";
import { parseNames, parseSymbol, parseTimeframe } from "../parse_bar_names.ts";
import { parsePeriod } from "../parse_period.ts";
import { describeStarted, type RunChoices, runOperation } from "../run/run_operation.ts";
import { publishStrategy, readStrategy } from "../strategy/strategy_reference.ts";
import { showPlan } from "./plan.ts";

/** What `model train` takes. */
export interface TrainOptions extends RunChoices {
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
  modelsDir?: string | undefined;
  dataMode?: string | undefined;
}

/** What of a training's request the options tell: everything but the strategy. */
export type TrainingChoices = Omit<TrainingStartRequest, "strategy_name">;

/** `ktrdr model train`: trains a model of a strategy, or with --dry-run shows what it would do. */
export async function trainModel(context: Context, options: TrainOptions): Promise<ExitCodeValue | void> {
  const choices = parseChoices(options);
  if (options.modelsDir !== undefined) {
    context.printer.warn("--models-dir is ignored: the server keeps the models");
  }
  if (options.dataMode !== undefined) context.printer.warn("--data-mode is ignored: the server has the bars");
  if (options.dryRun) return await showPlan(context, { reference: options.strategy, choices });
  const strategy = await readStrategy(context, options.strategy);
  return await runOperation(context, options, async (client) => {
    if (choices.seed !== undefined) await requireSeeds(client);
    await publishStrategy(context, strategy);
    const clock = { now: () => context.host.now(), random: () => context.host.random() };
    return {
      adapter: new TrainingAdapter({ ...choices, strategy_name: strategy.name }, clock),
      label: `Training ${strategy.name}`,
      type: "training",
      describeStart: describeStarted("training"),
    };
  });
}

async function requireSeeds(client: KtrdrClient): Promise<void> {
  if (await client.health.supports("training_seed")) return;
  throw new UsageError(`The server at ${client.baseUrl} cannot seed a training`, {
    hint: "Leave --seed out",
  });
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
