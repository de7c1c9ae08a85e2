import { symbolSchema } from "../../lib/contract/data.ts";
import { renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";

/** `ktrdr data list`: the symbols and timeframes that there are bars of. */
export async function listData(context: Context): Promise<void> {
  const client = await context.client();
  const symbols = await client.data.symbols();
  context.printer.result(
    symbols,
    (style) =>
      symbols.length === 0 ? "No bars yet: 'ktrdr data sample' imports some" : renderTable({
        columns: [{ title: "SYMBOL" }, { title: "TIMEFRAMES" }, { title: "NAME" }],
        rows: symbols.map(({ symbol, available_timeframes: timeframes, name }) => [
          symbol,
          timeframes.join(" ") || "-",
          name ?? "-",
        ]),
        style,
        maxWidth: context.width,
      }),
    { keys: Object.keys(symbolSchema.shape) },
  );
}
