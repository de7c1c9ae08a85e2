import { modelSchema } from "../../lib/contract/model.ts";
import { nameModels } from "../../lib/operations/lookup/trained_models.ts";
import { formatPercent, formatTimestamp } from "../../lib/output/format.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** What `model list` takes. */
interface ListModelsOptions {
  strategy?: string | undefined;
}

/** `ktrdr model list`: the trained models, newest first. */
export async function listModels(context: Context, options: ListModelsOptions): Promise<void> {
  const client = await context.client();
  const all = await nameModels(client, await client.models.list());
  const models = all.filter((model) =>
    options.strategy === undefined || model.strategy_name === options.strategy
  );
  context.printer.result(
    models,
    (style) =>
      models.length === 0 ? "No models yet: 'ktrdr model train' makes one" : renderTable({
        columns: [
          { title: "MODEL" },
          { title: "STRATEGY" },
          { title: "SYMBOL" },
          { title: "TIMEFRAME" },
          { title: "TRAINED" },
          { title: "TEST ACCURACY", align: "right" },
        ],
        rows: models.map((model) => [
          model.model_id || "-",
          model.strategy_name ?? "-",
          model.symbol ?? "-",
          model.timeframe ?? "-",
          formatTimestamp(model.created_at),
          formatPercent(model.test_accuracy, 1),
        ]),
        style,
      }),
    { keys: Object.keys(modelSchema.shape) },
  );
}
