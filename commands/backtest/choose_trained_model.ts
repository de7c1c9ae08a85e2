import { UsageError } from "../../lib/errors.ts";
import { findTrainedModel } from "../../lib/operations/lookup/trained_models.ts";
import { formatTimestamp } from "../../lib/output/format.ts";
import type { Context } from "../program/context.ts";

/** The bars that the model is to be for, as far as they are named. */
interface ModelBars {
  symbol: string | undefined;
  timeframe: string | undefined;
}

/**
 * The model to name to a server that does not choose one itself, said on stderr; undefined for a server that does. Throws
 * UsageError where the server knows of no training.
 */
export async function chooseTrainedModel(
  context: Context,
  strategy: string,
  { symbol, timeframe }: ModelBars,
): Promise<string | undefined> {
  const client = await context.client();
  if (await client.health.supports("model_files")) return undefined;
  const { model, strategies } = await findTrainedModel(client, { strategy, symbol, timeframe });
  if (model !== undefined) {
    context.printer.note(`Using the model of ${formatTimestamp(model.completedAt)}: ${model.path}`);
    return model.path;
  }
  const bars = [symbol, timeframe].filter((name) => name !== undefined).join(" ");
  const on = bars === "" ? "" : ` on ${bars}`;
  const { didYouMean } = await import("../../lib/strategy/suggest_name.ts");
  const suggestion = strategies.has(strategy) ? undefined : didYouMean(strategy, strategies);
  const meant = suggestion === undefined ? "" : `${suggestion} `;
  throw new UsageError(`The server tells of no completed training of '${strategy}'${on}`, {
    hint:
      `${meant}Train it with 'ktrdr model train ${strategy}', or name a model of the server with --model-path`,
  });
}
