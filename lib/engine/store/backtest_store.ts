/**
 * Trades and equity curves of backtests in SQLite.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import { bytesColumn, columnBytes } from "./columns.ts";
import type { Database } from "./database.ts";
import { jsonColumn } from "./json_column.ts";
import type { BacktestRecord, BacktestStore } from "./store.ts";

const column = z.instanceof(Uint8Array).transform(bytesColumn);

const backtestRow: $ZodType<BacktestRecord> = z.object({
  trades: jsonColumn(z.array(z.record(z.string(), z.unknown()))),
  equity_time: column,
  equity_value: column,
}).transform((row) => ({
  trades: row.trades,
  equityTime: row.equity_time,
  equityValue: row.equity_value,
}));

/** The details of backtests in a database. */
export function createBacktestStore(database: Database): BacktestStore {
  return {
    save: (operationId, details) => {
      database.run(
        "INSERT OR REPLACE INTO backtests (operation_id, trades, equity_time, equity_value) VALUES (?, ?, ?, ?)",
        operationId,
        JSON.stringify(details.trades),
        columnBytes(details.equityTime),
        columnBytes(details.equityValue),
      );
    },
    find: (operationId) =>
      database.row({
        sql: "SELECT trades, equity_time, equity_value FROM backtests WHERE operation_id = ?",
        row: backtestRow,
      }, operationId),
  };
}
