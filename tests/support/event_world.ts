/**
 * Streams of events, run and checked in a test.
 * @module
 */
import { type CheckedEvent, parseEvents } from "./event_schema.ts";
import { createFakeHost, type FakeHost } from "./fake_host.ts";
import { recorded, recordedRead } from "./recorded_answers.ts";
import { type KtrdrRun, runKtrdr } from "./run_ktrdr.ts";
import { hang, type Responder, ScriptedServer } from "./scripted_server.ts";

/** A server, and a host that reaches it. */
export interface EventWorld {
  server: ScriptedServer;
  host: FakeHost;
}

/** A server that starts trainings, and does what the script says. */
export function createEventWorld(script: Record<string, Responder[]>): EventWorld {
  const server = new ScriptedServer({
    "GET /health": [recordedRead("GET /health")],
    "POST /trainings/start": [recorded("training: start")],
    ...script,
  });
  return { server, host: createFakeHost({ fetch: server.fetch }) };
}

/** No answer, and a signal meanwhile. */
export function raising(world: () => EventWorld, signal: "SIGINT" | "SIGTERM"): Responder {
  return (request) => {
    const response = hang()(request);
    world().host.raise(signal);
    return response;
  };
}

/** How a run ended, and the events that it told, each checked. */
export interface EventRun extends KtrdrRun {
  events: CheckedEvent[];
}

/** Runs a command whose stdout must be a whole stream of events. */
export async function runEvents(args: readonly string[], { host }: EventWorld): Promise<EventRun> {
  const run = await runKtrdr(args, { host });
  return { ...run, events: parseEvents(run.stdout) };
}

/** The type of each event. */
export function typesOf(events: readonly CheckedEvent[]): string[] {
  return events.map(({ type }) => type);
}
