/**
 * Loading bars from a broker, which this engine cannot do.
 * @module
 */
import type * as z from "zod";
import type { dataLoadRequestSchema } from "../../../contract/data.ts";
import type { OperationRecord } from "../../store/store.ts";
import type { Engine } from "../engine.ts";
import { newOperationId } from "../operations/operation_id.ts";
import { detailError } from "../service_error.ts";

/** The parsed body of `POST /data/acquire/download`. */
type DownloadStart = z.output<typeof dataLoadRequestSchema>;

/**
 * Makes an operation that has failed already and says why: whoever starts a download reads its outcome there, as with a
 * server whose broker is away.
 */
export function startDownload(engine: Engine, start: DownloadStart): OperationRecord {
  const { symbol, timeframe, mode } = start;
  return failDownload(engine, newOperationId("data_load", engine.now()), { symbol, timeframe, mode });
}

/** What a download was asked for. */
interface DownloadRequest {
  readonly symbol: string;
  readonly timeframe: string;
  readonly mode: string;
}

/** Adds a failed download under the given id. */
export function failDownload(engine: Engine, id: string, request: DownloadRequest): OperationRecord {
  const { store, now } = engine;
  const { symbol, timeframe, mode } = request;
  store.operations.insert({
    operation_id: id,
    operation_type: "data_load",
    metadata: { symbol, timeframe, mode, start_date: null, end_date: null, parameters: {} },
    request: { symbol, timeframe, mode },
    owner: null,
  });
  const failed = store.operations.change(id, {
    status: "failed",
    started_at: now(),
    completed_at: now(),
    error_message: "This engine has no broker to load bars from: import a CSV file with " +
      `'ktrdr data import <file> --symbol ${symbol} --timeframe ${timeframe}'`,
  });
  if (failed === null) throw detailError(409, `Operation ${id} exists already`);
  return failed;
}
