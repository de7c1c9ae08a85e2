import { featureSchema, type StrategyFeatures } from "../../lib/contract/strategy.ts";
import { KtrdrError } from "../../lib/errors.ts";
import type { Style } from "../../lib/output/style.ts";
import { renderTable } from "../../lib/output/table.ts";
import { resolveFeatures } from "../../lib/strategy/resolve_features.ts";
import type { Context } from "../program/context.ts";
import type { FeatureGroup } from "./feature_group.ts";
import {
  describeErrors,
  isStrategyPath,
  readStrategyFile,
  requireName,
  requireValid,
} from "./strategy_reference.ts";

/** What `strategy features` takes. */
interface ListFeaturesOptions {
  groupBy: FeatureGroup;
}

/** `ktrdr strategy features`: the features of a strategy, in the order of the network's inputs. */
export async function listFeatures(
  context: Context,
  reference: string,
  options: ListFeaturesOptions,
): Promise<void> {
  const value = isStrategyPath(reference)
    ? await featuresOfFile(context, reference)
    : await featuresOfServer(context, requireName(reference));
  const { groupBy } = options;
  context.printer.result(
    value,
    (style) => groupBy === "none" ? renderFeatures(value, style) : renderGroups(value, { groupBy, style }),
    { rows: value.features, keys: Object.keys(featureSchema.shape) },
  );
}

/** `ktrdr show features`: the features of a strategy that the server has. */
export async function showServerFeatures(context: Context, reference: string): Promise<void> {
  const value = await featuresOfServer(context, requireName(reference));
  context.printer.result(value, (style) => renderFeatures(value, style), {
    rows: value.features,
    keys: Object.keys(featureSchema.shape),
  });
}

function renderFeatures(value: StrategyFeatures, style: Style): string {
  return renderTable({
    columns: [
      { title: "FEATURE" },
      { title: "TIMEFRAME" },
      { title: "FUZZY SET" },
      { title: "MEMBERSHIP" },
      { title: "INDICATOR" },
    ],
    rows: value.features.map((feature) => [
      feature.feature_id,
      feature.timeframe,
      feature.fuzzy_set,
      feature.membership,
      [feature.indicator_id, feature.indicator_output].filter(Boolean).join(".") || "-",
    ]),
    style,
  });
}

function renderGroups(
  value: StrategyFeatures,
  options: { groupBy: "timeframe" | "fuzzy_set"; style: Style },
): string {
  const { groupBy, style } = options;
  const groups = Map.groupBy(value.features, (feature) => feature[groupBy]);
  return [...groups].map(([name, features]) =>
    [style.bold(`${name} (${features.length})`), ...features.map((feature) => `  ${feature.feature_id}`)]
      .join("\n")
  ).join("\n\n");
}

/** Throws KtrdrError for a file that is no valid strategy: that it is not is the outcome, as of `validate`. */
async function featuresOfFile(context: Context, path: string): Promise<StrategyFeatures> {
  const file = await readStrategyFile(context, path);
  if (file.check.strategy === null) {
    const { message, details } = describeErrors(file, file.check.problems);
    throw new KtrdrError(message, { details });
  }
  const features = resolveFeatures(requireValid(context, file)).map((feature) => ({
    feature_id: feature.featureId,
    timeframe: feature.timeframe,
    fuzzy_set: feature.fuzzySet,
    membership: feature.membership,
    indicator_id: feature.indicatorId,
    indicator_output: feature.indicatorOutput,
  }));
  return { success: true, strategy_name: file.name, features, count: features.length };
}

async function featuresOfServer(context: Context, name: string): Promise<StrategyFeatures> {
  const client = await context.client();
  return await client.strategies.features(name);
}
