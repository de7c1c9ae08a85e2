/**
 * `/health`, `/workers` and `/dummy`.
 * @module
 */
import { extensions } from "../../contract/health.ts";
import { workerTypes } from "../../contract/words/worker_words.ts";
import type { Engine } from "../services/engine.ts";
import { findJobSlot, type JobSlot, listJobSlots } from "../services/operations/job_slots.ts";
import { startDummy } from "../services/operations/start_dummy.ts";
import { readChoice } from "./read_query.ts";
import type { ApiCall, Route } from "./route.ts";

/** The routes that tell of the engine itself. */
export function systemRoutes(engine: Engine): readonly Route[] {
  return [
    { method: "GET", path: "/health", handle: () => health(engine) },
    { method: "GET", path: "/workers", handle: (call) => workers(engine, call) },
    { method: "GET", path: "/workers/:id", handle: (call) => worker(engine, call) },
    { method: "POST", path: "/dummy/start", handle: () => dummy(engine) },
  ];
}

function health({ version, store }: Engine): object {
  return {
    status: "ok",
    version,
    orphan_detector: null,
    extensions: Object.fromEntries(extensions.map((name) => [name, true])),
    store_version: store.version,
  };
}

function workers(engine: Engine, { query }: ApiCall): object {
  const type = readChoice(query, { name: "worker_type", choices: workerTypes });
  const status = query.get("status");
  return listJobSlots(engine)
    .map((slot) => toWorkerWire(slot, engine.now()))
    .filter((worker) => type === undefined || worker.worker_type === type)
    .filter((worker) => status === null || worker.status === status);
}

function worker(engine: Engine, { parameters: { id } }: ApiCall): object {
  const slot = findJobSlot(engine, id);
  return toWorkerWire(slot, engine.now());
}

function toWorkerWire({ id, type, operation }: JobSlot, now: number) {
  const time = new Date(now).toISOString();
  return {
    worker_id: id,
    worker_type: type,
    endpoint_url: "",
    status: operation === null ? "available" : "busy",
    current_operation_id: operation?.operation_id ?? null,
    capabilities: { gpu: false, cores: 1 },
    last_health_check: time,
    last_healthy_at: time,
    health_check_failures: 0,
    metadata: {},
  };
}

function dummy(engine: Engine): object {
  const { operation_id: id } = startDummy(engine);
  return {
    success: true,
    data: { operation_id: id, status: "started", message: "Started dummy_task operation" },
    error: null,
  };
}
