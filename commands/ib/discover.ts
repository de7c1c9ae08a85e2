import { type IbSymbol, ibSymbolSchema } from "../../lib/contract/ib.ts";
import { ExitCode, KtrdrError, UsageError } from "../../lib/errors.ts";
import { formatTimestamp } from "../../lib/output/format.ts";
import { renderFields, renderTable } from "../../lib/output/table.ts";
import type { Context } from "../program/context.ts";
import { parseSymbol } from "../program/parse_bar_names.ts";

/** What `ib discover` takes. */
interface DiscoverOptions {
  refresh?: boolean | undefined;
  type?: string | undefined;
}

/** `ktrdr ib discover`: looks for a symbol, or lists those that were found before. */
export async function discoverSymbols(
  context: Context,
  symbol: string | undefined,
  options: DiscoverOptions,
): Promise<void> {
  if (symbol === undefined) return await listDiscovered(context, options);
  if (options.type !== undefined) {
    throw new UsageError("--type is for the list, and a symbol is given, expected one of them");
  }
  const name = parseSymbol(symbol);
  const client = await context.client();
  const discovery = await client.ib.discover(name, { forceRefresh: options.refresh });
  const { symbol_info: found, cached } = discovery;
  if (found === null) {
    throw new KtrdrError(`Interactive Brokers knows no symbol '${name}'`, { exitCode: ExitCode.notFound });
  }
  context.printer.result(discovery, (style) =>
    renderFields([
      ["Symbol", found.symbol],
      ["Type", found.instrument_type ?? "-"],
      ["Exchange", found.exchange ?? "-"],
      ["Currency", found.currency ?? "-"],
      ["Description", found.description ?? "-"],
      ["Discovered", formatSeconds(found.discovered_at)],
      ["Known before", cached ? "yes" : "no"],
    ], style), { rows: [found] });
}

async function listDiscovered(context: Context, options: DiscoverOptions): Promise<void> {
  if (options.refresh) {
    throw new UsageError("--refresh is for one symbol, and none is given", {
      hint: "For example: ktrdr ib discover AAPL --refresh",
    });
  }
  const client = await context.client();
  const list = await client.ib.discovered({ instrumentType: options.type });
  context.printer.result(
    list,
    (style) =>
      list.symbols.length === 0 ? "No symbols yet: 'ktrdr ib discover <symbol>' looks for one" : renderTable({
        columns: ["SYMBOL", "TYPE", "EXCHANGE", "CURRENCY", "DESCRIPTION"].map((title) => ({ title })),
        rows: list.symbols.map(toCells),
        style,
        maxWidth: context.width,
      }),
    { rows: list.symbols, keys: Object.keys(ibSymbolSchema.shape) },
  );
}

function toCells({ symbol, instrument_type, exchange, currency, description }: IbSymbol): string[] {
  return [symbol, instrument_type ?? "-", exchange ?? "-", currency ?? "-", description ?? "-"];
}

/** The server counts in seconds. */
function formatSeconds(seconds: number | null | undefined): string {
  return formatTimestamp(typeof seconds === "number" ? seconds * 1000 : null);
}
