import { strategySummarySchema } from "../../lib/contract/strategy.ts";
import { formatTimestamp } from "../../lib/output/format.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr list strategies`: the strategies that the server has. */
export async function listStrategies(context: Context): Promise<void> {
  const client = await context.client();
  const strategies = await client.strategies.list();
  context.printer.result(
    strategies,
    (style) =>
      strategies.length === 0
        ? "The server lists no strategies: 'ktrdr model train <file>' brings one along"
        : renderTable({
          columns: [
            { title: "NAME" },
            { title: "STATUS" },
            { title: "SYMBOL" },
            { title: "TIMEFRAME" },
            { title: "LAST TRAINED" },
            { title: "DESCRIPTION" },
          ],
          rows: strategies.map((strategy) => [
            strategy.name,
            strategy.training_status ?? "-",
            strategy.symbol ?? "-",
            strategy.timeframe ?? "-",
            formatTimestamp(strategy.latest_training_date),
            strategy.description ?? "",
          ]),
          style,
          maxWidth: context.width,
        }),
    { keys: Object.keys(strategySummarySchema.shape) },
  );
}
