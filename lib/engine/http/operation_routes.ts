/**
 * `/operations` and everything below it.
 * @module
 */
import * as z from "zod";
import { isTerminal, operationStatuses, operationTypes } from "../../contract/words/operation_words.ts";
import type { Engine } from "../services/engine.ts";
import {
  cancelOperation,
  findFinishedOperation,
  findOperation,
  findRecentEpochs,
  listChildren,
  listEpochs,
  listOperations,
  type OperationRecord,
  waitForOperation,
} from "../services/operations/operations.ts";
import { findSlotOf } from "../services/operations/job_slots.ts";
import { resumeOperation, retryOperation } from "../services/operations/resume_operation.ts";
import { toOperationRow, toOperationWire, toTimestamp } from "./wire/operation_wire.ts";
import { readBody } from "./read_body.ts";
import { readChoice, readFlag, readInteger, readNumber } from "./read_query.ts";
import type { ApiCall, Route } from "./route.ts";

const longestWait = 30;

/** Epochs that an operation carries itself; all of them are at `/operations/{id}/metrics`. */
const mostEpochs = 100;

const cancelSchema = z.object({ reason: z.string().nullish(), force: z.boolean().default(false) }).nullable();

/** The routes of operations. */
export function operationRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/operations", handle: (call) => list(engine, call) },
    { method: "GET", path: "/operations/:id", handle: (call) => get(engine, call) },
    { method: "GET", path: "/operations/:id/children", handle: (call) => children(engine, call) },
    { method: "GET", path: "/operations/:id/results", handle: (call) => results(engine, call) },
    { method: "GET", path: "/operations/:id/metrics", handle: (call) => metrics(engine, call) },
    { method: "DELETE", path: "/operations/:id", handle: (call) => cancel(engine, call) },
    { method: "POST", path: "/operations/:id/resume", handle: (call) => resume(engine, call) },
    { method: "POST", path: "/operations/:id/retry", handle: (call) => retry(engine, call) },
  ];
}

function list(engine: Engine, { query }: ApiCall): object {
  const page = listOperations(engine, {
    status: readChoice(query, { name: "status", choices: operationStatuses }),
    type: readChoice(query, { name: "operation_type", choices: operationTypes }),
    activeOnly: readFlag(query, "active_only"),
    limit: readInteger(query, { name: "limit", minimum: 1, maximum: 1000 }) ?? 10,
    offset: readInteger(query, { name: "offset", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) ?? 0,
  });
  return {
    success: true,
    data: page.rows.map((record) => toOperationRow(record, engine.now())),
    total_count: page.total,
    active_count: page.active,
  };
}

async function get(engine: Engine, { request, parameters, query }: ApiCall): Promise<object> {
  const wait = readNumber(query, { name: "wait", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) ?? 0;
  const seen = readInteger(query, { name: "seen", minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
  const record = await waitForOperation(engine, parameters.id, {
    seen,
    milliseconds: Math.min(wait, longestWait) * 1000,
    signal: request.signal,
  });
  return { success: true, data: toWire(engine, record), version: record.version };
}

function toWire(engine: Engine, record: OperationRecord): object {
  return toOperationWire(record, {
    epochs: findRecentEpochs(engine, record, mostEpochs),
    workerId: record.status === "running" ? findSlotOf(engine, record.operation_id)?.id ?? null : null,
  });
}

function children(engine: Engine, { parameters }: ApiCall): object {
  const records = listChildren(engine, parameters.id);
  return {
    success: true,
    data: records.map((record) => toOperationRow(record, engine.now())),
    total_count: records.length,
    active_count: records.filter(({ status }) => !isTerminal(status)).length,
  };
}

function results(engine: Engine, { parameters }: ApiCall): object {
  const { operation_id: id, operation_type: type, status, result_summary: result } = findFinishedOperation(
    engine,
    parameters.id,
  );
  return { success: true, operation_id: id, operation_type: type, status, results: result ?? {} };
}

/** The rows and the number of epochs, as the API has them; the rows are fewer where there are very many epochs. */
function metrics(engine: Engine, { parameters, query }: ApiCall): object {
  const { operation_id: id, operation_type: type } = findOperation(engine, parameters.id);
  const last = readInteger(query, { name: "last", minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
  const { rows, count } = listEpochs(engine, id, last);
  return {
    success: true,
    data: { operation_id: id, operation_type: type, metrics: [rows, count] },
  };
}

async function cancel(engine: Engine, { request, parameters }: ApiCall): Promise<object> {
  const body = await readBody(request, { schema: cancelSchema, emptyBody: null });
  const reason = body?.reason ?? null;
  const { operation, isOwn } = cancelOperation(engine, parameters.id, reason);
  return {
    success: true,
    data: {
      success: true,
      operation_id: operation.operation_id,
      status: operation.status,
      cancelled_at: toTimestamp(operation.completed_at),
      cancellation_reason: reason,
      task_cancelled: isOwn,
      remote_cancelled: !isOwn,
      children_cancelled: [],
    },
  };
}

async function resume(engine: Engine, { parameters }: ApiCall): Promise<object> {
  const checkpoint = await resumeOperation(engine, parameters.id);
  return {
    success: true,
    data: {
      operation_id: checkpoint.operationId,
      status: "resuming",
      resumed_from: {
        checkpoint_type: checkpoint.type,
        created_at: toTimestamp(checkpoint.createdAt),
        epoch: checkpoint.summary.epoch ?? null,
      },
    },
  };
}

function retry(engine: Engine, { parameters }: ApiCall): object {
  return { success: true, data: toWire(engine, retryOperation(engine, parameters.id)) };
}
