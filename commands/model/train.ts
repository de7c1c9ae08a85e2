import type { KtrdrClient } from "../../lib/client/client.ts";
import { type ExitCodeValue, UsageError } from "../../lib/errors.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { Context } from "../program/context.ts";
import type { PrepareOperation, RunChoices } from "../operation/run/operation_run.ts";
import { runOperation } from "../operation/run/run_operation.ts";
import { publishStrategy, readStrategy } from "../strategy/strategy_reference.ts";
import { parseTrainingChoices, type TrainingChoiceOptions } from "./parse_training_choices.ts";
import { showPlan } from "./plan.ts";

/** What `model train` takes. */
interface TrainOptions extends RunChoices, TrainingChoiceOptions {
  strategy: string;
  dryRun?: true | undefined;
  modelsDir?: string | undefined;
  dataMode?: string | undefined;
  /** Whether a warning on the strategy file is an error. */
  strict?: true | undefined;
}

/** `ktrdr model train`: trains a model of a strategy, or with --dry-run shows what it would do. */
export async function trainModel(context: Context, options: TrainOptions): Promise<ExitCodeValue | void> {
  const choices = parseTrainingChoices(options);
  if (options.modelsDir !== undefined) {
    context.printer.warn("--models-dir is ignored: the server keeps the models");
  }
  if (options.dataMode !== undefined) context.printer.warn("--data-mode is ignored: the server has the bars");
  const { strict } = options;
  if (options.dryRun) return await showPlan(context, { reference: options.strategy, choices, strict });
  const strategy = await readStrategy(context, options.strategy, { strict });
  const prepare: PrepareOperation = async (client) => {
    if (choices.seed !== undefined) await requireSeeds(client);
    const { name, bars } = await publishStrategy(context, strategy);
    const request = {
      ...choices,
      strategy_name: name,
      symbols: choices.symbols ?? bars?.symbols.slice(),
      timeframes: choices.timeframes ?? bars?.timeframes.slice(),
    };
    const clock = { now: () => context.host.now(), random: () => context.host.random() };
    return {
      adapter: new TrainingAdapter(request, clock),
      label: `Training ${name}`,
      type: "training",
    };
  };
  return await runOperation(context, prepare, options);
}

async function requireSeeds(client: KtrdrClient): Promise<void> {
  if (await client.health.supports("training_seed")) return;
  throw new UsageError(`The server at ${client.baseUrl} cannot seed a training`, {
    hint: "Leave --seed out",
  });
}
