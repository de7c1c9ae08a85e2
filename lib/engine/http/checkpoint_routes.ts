/**
 * `/checkpoints`.
 * @module
 */
import type { Engine } from "../services/engine.ts";
import {
  type CheckpointRecord,
  findCheckpoint,
  listCheckpoints,
  removeCheckpoint,
  removeOldCheckpoints,
  withHistory,
} from "../services/operations/checkpoints.ts";
import { toTimestamp } from "./wire/operation_wire.ts";
import { readInteger } from "./read_query.ts";
import type { ApiCall, Route } from "./route.ts";

const mostDays = 36_500;
/** Epochs that a row carries at most, evenly spaced; more of them are at `/checkpoints/{id}`. */
const mostRowEpochs = 100;

/** The routes of checkpoints. */
export function checkpointRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/checkpoints", handle: (call) => list(engine, call) },
    { method: "GET", path: "/checkpoints/stats", handle: () => stats(engine) },
    { method: "POST", path: "/checkpoints/cleanup", handle: (call) => cleanup(engine, call) },
    { method: "GET", path: "/checkpoints/:id", handle: (call) => get(engine, call) },
    { method: "DELETE", path: "/checkpoints/:id", handle: (call) => remove(engine, call) },
  ];
}

function list(engine: Engine, { query }: ApiCall): object {
  const days = readInteger(query, { name: "older_than_days", minimum: 0, maximum: mostDays });
  const checkpoints = listCheckpoints(engine, days);
  return {
    success: true,
    data: checkpoints.map((checkpoint) => toRow(withHistory(engine, { checkpoint, most: mostRowEpochs }))),
    total_count: checkpoints.length,
  };
}

function toRow({ operationId, type, createdAt, summary, size }: CheckpointRecord): object {
  return {
    operation_id: operationId,
    checkpoint_type: type,
    created_at: toTimestamp(createdAt),
    state_summary: summary,
    artifacts_size_bytes: size,
  };
}

async function get(engine: Engine, { parameters }: ApiCall): Promise<object> {
  const { operationId, type, createdAt, summary } = await findCheckpoint(engine, parameters.id);
  return {
    success: true,
    data: {
      operation_id: operationId,
      checkpoint_type: type,
      created_at: toTimestamp(createdAt),
      state: summary,
      artifacts_path: null,
    },
  };
}

function stats(engine: Engine): object {
  const checkpoints = listCheckpoints(engine);
  const oldest = checkpoints.at(-1);
  return {
    success: true,
    total_checkpoints: checkpoints.length,
    total_size_bytes: checkpoints.reduce((sum, { size }) => sum + size, 0),
    oldest_checkpoint: oldest === undefined ? null : toTimestamp(oldest.createdAt),
  };
}

function cleanup(engine: Engine, { query }: ApiCall): object {
  const days = readInteger(query, { name: "max_age_days", minimum: 1, maximum: mostDays }) ?? 30;
  return {
    success: true,
    checkpoints_deleted: removeOldCheckpoints(engine, days),
    orphan_artifacts_cleaned: 0,
  };
}

async function remove(engine: Engine, { parameters: { id } }: ApiCall): Promise<object> {
  await removeCheckpoint(engine, id);
  return { success: true, message: `Checkpoint deleted for operation ${id}` };
}
