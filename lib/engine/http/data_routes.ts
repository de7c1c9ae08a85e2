/**
 * `/data`, `/symbols` and `/timeframes`.
 * @module
 */
import { dataLoadRequestSchema, rangeRequestSchema } from "../../contract/data.ts";
import { findSeries } from "../services/bars/bars.ts";
import type { Engine } from "../services/engine.ts";
import { toUtcText } from "../services/iso_date.ts";
import { startDownload } from "../services/bars/start_download.ts";
import { getBars } from "./wire/bars_wire.ts";
import { readBody } from "./read_body.ts";
import type { ApiCall, Route } from "./route.ts";
import { describeData, listSymbols, listTimeframes } from "./wire/symbols_wire.ts";
import { uploadBars } from "./upload_bars.ts";

/** The routes of bars. Symbols are upper case, however they are written. */
export function dataRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/symbols", handle: () => reply(listSymbols(engine)) },
    { method: "GET", path: "/timeframes", handle: () => reply(listTimeframes()) },
    { method: "GET", path: "/data/info", handle: () => reply(describeData(engine)) },
    { method: "POST", path: "/data/range", handle: (call) => range(engine, call) },
    { method: "POST", path: "/data/acquire/download", handle: (call) => download(engine, call) },
    {
      method: "GET",
      path: "/data/:symbol/:timeframe",
      handle: async (call) => reply(await getBars(engine, call)),
    },
    { method: "PUT", path: "/data/:symbol/:timeframe", handle: (call) => uploadBars(engine, call) },
  ];
}

function reply(data: object): object {
  return { success: true, data, error: null };
}

async function range(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: rangeRequestSchema });
  const series = await findSeries(engine, { symbol: body.symbol.toUpperCase(), timeframe: body.timeframe });
  return reply({
    symbol: series.symbol,
    timeframe: series.timeframe,
    start_date: toUtcText(series.first),
    end_date: toUtcText(series.last),
    point_count: series.count,
  });
}

async function download(engine: Engine, { request }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: dataLoadRequestSchema });
  const { operation_id: id, metadata: { symbol, timeframe, mode } } = startDownload(engine, body);
  return {
    success: true,
    operation_id: id,
    status: "started",
    message: `Started ${mode} download for ${symbol} ${timeframe}`,
  };
}
