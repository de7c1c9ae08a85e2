/**
 * A server with several operations, each with a life of its own.
 * @module
 */
import { createFakeHost, type FakeHost, type FakeHostOptions } from "./fake_host.ts";
import { recorded, recordedId } from "./recorded_answers.ts";
import { json, type Responder, ScriptedServer } from "./scripted_server.ts";

/** The ids that the operations have: those of three trainings, which differ at their ends. */
export const ids: readonly [string, string, string] = [
  recordedId,
  recordedId.replace("cafe0001", "cafe0002"),
  recordedId.replace("cafe0001", "beef0003"),
];

/** An answer that tells of the operation with a status. */
export function inStatus(id: string, status: string): Responder {
  const reason = status === "failed" ? "out of memory" : status === "cancelled" ? "enough" : null;
  const name = status === "completed" ? "training: completed" : "training: running";
  return recorded(name, { operation_id: id, status, error_message: reason });
}

/** The life of each operation as statuses, one a poll, and further routes. */
export function createOperations(
  lives: readonly (readonly string[])[],
  options: FakeHostOptions & { script?: Record<string, Responder[]> } = {},
): { server: ScriptedServer; host: FakeHost } {
  const { script, ...hostOptions } = options;
  const polls = lives.map((life, index): [string, Responder[]] => [
    `GET /operations/${ids[index]}`,
    life.map((status) => inStatus(ids[index], status)),
  ]);
  const server = new ScriptedServer({
    "GET /health": [json({ status: "ok" })],
    ...Object.fromEntries(polls),
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch, ...hostOptions }) };
}

/** The list of the operations, the first of `rows` being the newest. */
export function listing(rows: readonly string[], changes: Record<string, unknown> = {}): Responder {
  const data = rows.map((id) => ({
    operation_id: id,
    operation_type: "training",
    status: "running",
    created_at: "2026-01-01T00:00:00Z",
    progress_percentage: 0,
    ...changes,
  }));
  return json({ success: true, data, total_count: rows.length, active_count: rows.length });
}
