import { UsageError } from "../../lib/errors.ts";
import { renderFields } from "../../lib/output/table.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import type { Context } from "../program/context.ts";
import { readStrategy, requireName } from "../strategy/strategy_reference.ts";
import { describePeriod, renderPlan } from "./render_plan.ts";
import type { TrainingChoices } from "./parse_training_choices.ts";

/** What `model train --dry-run` is asked for. */
interface PlanRequest {
  reference: string;
  choices: TrainingChoices;
  /** Whether a warning on the strategy file is an error. */
  strict?: boolean | undefined;
}

/** Checks the strategy, resolves its features and prints what a training would do. Starts nothing. */
export async function showPlan(context: Context, request: PlanRequest): Promise<void> {
  const { reference, choices, strict } = request;
  const { name, file } = await readStrategy(context, reference, { strict });
  if (file === undefined) return await showServerPlan(context, request);
  const { strategy } = file;
  const features = resolveFeatures(strategy);
  const value = {
    dry_run: true,
    strategy_name: name,
    ...choices,
    symbols: choices.symbols ?? strategy.symbols,
    timeframes: choices.timeframes ?? strategy.timeframes,
    features: features.map((feature) => feature.featureId),
    feature_count: features.length,
    model: strategy.model,
    training: strategy.training,
  };
  context.printer.result(value, (style) => renderPlan({ ...value, strategy }, { features, style }));
}

/** A strategy that only the server has: it says whether it is valid, and which features it has. */
async function showServerPlan(context: Context, request: PlanRequest): Promise<void> {
  const name = requireName(request.reference);
  const client = await context.client();
  const validation = await client.strategies.validate(name);
  if (!validation.valid) {
    const problems = validation.issues.map((issue) => `  ${issue.severity}: ${issue.message}`);
    throw new UsageError(`Strategy '${name}' is not valid\n${problems.join("\n")}`);
  }
  const { features } = await client.strategies.features(name);
  const ids = features.map((feature) => feature.feature_id);
  const value = {
    dry_run: true,
    strategy_name: name,
    ...request.choices,
    features: ids,
    feature_count: ids.length,
  };
  context.printer.result(value, (style) =>
    [
      renderFields([["Strategy", name], ["Period", describePeriod(request.choices)]], style),
      `${style.bold(`Features (${ids.length})`)}\n  ${ids.join("\n  ")}`,
      "Dry run: nothing was started",
    ].join("\n\n"));
}
