/**
 * How an operation lies in its table: one row, with progress, metadata, warnings, request and result as JSON.
 * @module
 */
import * as z from "zod";
import type { $ZodType } from "zod/v4/core";
import { operationStatuses, operationTypes } from "../../contract/operation.ts";
import { jsonColumn } from "./json_column.ts";
import type { EpochRecord, OperationRecord } from "./store.ts";

const json = z.record(z.string(), z.unknown());
const text = z.string().nullable();
const count = z.number().catch(0);

/** Numbers that JSON cannot hold (NaN) come back as 0, never as a reason to lose an operation. */
const progress = z.object({
  percentage: count,
  current_step: text,
  steps_completed: count,
  steps_total: count,
  items_processed: count,
  items_total: z.number().nullable(),
  current_item: text,
});

const metadata = z.object({
  symbol: text,
  timeframe: text,
  mode: text,
  start_date: text,
  end_date: text,
  parameters: json,
});

/** A row of the table `operations`. */
export const operationRow: $ZodType<OperationRecord> = z.object({
  operation_id: z.string(),
  parent_operation_id: text,
  operation_type: z.enum(operationTypes),
  status: z.enum(operationStatuses),
  created_at: z.number(),
  started_at: z.number().nullable(),
  completed_at: z.number().nullable(),
  progress: jsonColumn(progress),
  metadata: jsonColumn(metadata),
  error_message: text,
  warnings: jsonColumn(z.array(z.string())),
  result_summary: z.nullable(jsonColumn(json)),
  request: jsonColumn(json),
  version: z.number(),
  owner: text,
  cancel_request: text,
});

/** A row of the table `epochs`. */
export const epochRow: $ZodType<EpochRecord> = z.object({
  epoch: jsonColumn(z.record(z.string(), z.union([z.number(), z.string(), z.null()]))),
}).transform((row) => row.epoch);
