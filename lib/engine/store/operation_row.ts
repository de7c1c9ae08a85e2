/**
 * How an operation lies in its table: one row, with progress, metadata, warnings, request and result as JSON.
 * @module
 */
import * as z from "zod";
import { operationStatuses, operationTypes } from "../../contract/operation.ts";
import { jsonColumn } from "./json_column.ts";
import type { EpochRecord, OperationRecord } from "./store.ts";

const json = z.record(z.string(), z.unknown());
const text = z.string().nullable();
const count = z.number().catch(0);

/** Numbers that JSON cannot hold (NaN) come back as 0, never as a reason to lose an operation. */
const progress = z.object({
  percentage: count,
  currentStep: text,
  stepsCompleted: count,
  stepsTotal: count,
  itemsProcessed: count,
  itemsTotal: z.number().nullable(),
  currentItem: text,
});

const metadata = z.object({
  symbol: text,
  timeframe: text,
  mode: text,
  startDate: text,
  endDate: text,
  parameters: json,
});

/** A row of the table `operations`. */
export const operationRow: z.ZodType<OperationRecord> = z.object({
  id: z.string(),
  parent_id: text,
  type: z.enum(operationTypes),
  status: z.enum(operationStatuses),
  created_at: z.number(),
  started_at: z.number().nullable(),
  completed_at: z.number().nullable(),
  progress: jsonColumn(progress),
  metadata: jsonColumn(metadata),
  error_message: text,
  warnings: jsonColumn(z.array(z.string())),
  result: jsonColumn(json).nullable(),
  request: jsonColumn(json),
  version: z.number(),
  owner: text,
  cancel_request: text,
}).transform((row) => ({
  id: row.id,
  parentId: row.parent_id,
  type: row.type,
  status: row.status,
  createdAt: row.created_at,
  startedAt: row.started_at,
  completedAt: row.completed_at,
  progress: row.progress,
  metadata: row.metadata,
  errorMessage: row.error_message,
  warnings: row.warnings,
  result: row.result,
  request: row.request,
  version: row.version,
  owner: row.owner,
  cancelRequest: row.cancel_request,
}));

/** A row of the table `epochs`. */
export const epochRow: z.ZodType<EpochRecord> = z.object({
  epoch: jsonColumn(z.record(z.string(), z.union([z.number(), z.string(), z.null()]))),
}).transform((row) => row.epoch);
