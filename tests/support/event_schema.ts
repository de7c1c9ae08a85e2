/**
 * What docs/events.md promises of each line, as schemas.
 * @module
 */
import * as z from "zod";
import { assert, assertEquals } from "@std/assert";

const time = z.iso.datetime();
const id = z.string().min(1);
const seconds = z.number().nonnegative();

/** The schemas by the `type` of the event. Only the last two may have further keys. */
export const eventSchemas = {
  version: z.strictObject({ type: z.literal("version"), time, schema: z.literal("1.0") }),
  started: z.strictObject({
    type: z.literal("started"),
    time,
    operation_id: id,
    operation_type: z.string().nullable(),
  }),
  progress: z.strictObject({
    type: z.literal("progress"),
    time,
    operation_id: id,
    operation_type: z.string(),
    percentage: z.number().min(0).max(100),
    message: z.string(),
    steps_completed: z.number(),
    steps_total: z.number(),
    items_processed: z.number(),
    loss: z.number().nullable(),
    as_of: z.iso.datetime({ offset: true }).optional(),
  }),
  state: z.strictObject({
    type: z.literal("state"),
    time,
    operation_id: id,
    operation_type: z.string().nullable(),
    status: z.string().min(1),
  }),
  reconnect: z.strictObject({
    type: z.literal("reconnect"),
    time,
    operation_id: id.nullable(),
    connected: z.boolean(),
    silent_seconds: seconds,
    attempt: z.int().positive().nullable(),
    retry_in_seconds: seconds.nullable(),
    reason: z.string().nullable(),
  }),
  warning: z.strictObject({
    type: z.literal("warning"),
    time,
    operation_id: id.nullable(),
    code: z.string().nullable(),
    message: z.string().min(1),
  }),
  result: z.looseObject({
    type: z.literal("result"),
    time,
    exit_code: z.int(),
    operation_id: id.optional(),
    operation_type: z.string().optional(),
    status: z.string().optional(),
    message: z.string().nullish(),
    inferred: z.literal(true).optional(),
    reason: z.string().optional(),
    model: z.looseObject({}).nullish(),
    results: z.unknown().optional(),
    result_summary: z.unknown().optional(),
    operations: z.array(z.looseObject({ operation_id: id })).optional(),
  }),
  error: z.looseObject({
    type: z.literal("error"),
    time,
    exit_code: z.int().positive(),
    status: z.literal("error"),
    message: z.string().min(1),
    operation_id: id.optional(),
    operation_type: z.string().optional(),
    stage: z.string().optional(),
    error_code: z.string().optional(),
    suggestion: z.string().optional(),
    inferred: z.literal(true).optional(),
    retryable: z.boolean().optional(),
    http_status: z.int().optional(),
    details: z.looseObject({}).optional(),
  }),
};

const eventSchema = z.discriminatedUnion("type", [
  eventSchemas.version,
  eventSchemas.started,
  eventSchemas.progress,
  eventSchemas.state,
  eventSchemas.reconnect,
  eventSchemas.warning,
  eventSchemas.result,
  eventSchemas.error,
]);

/** One line. */
export type CheckedEvent = z.infer<typeof eventSchema>;

/** One line, checked. */
export function parseEvent(line: string): CheckedEvent {
  return eventSchema.parse(JSON.parse(line));
}

/** The events of a whole stream, each checked: the first is the version, and the last alone a result or an error. */
export function parseEvents(stdout: string): CheckedEvent[] {
  assert(stdout.endsWith("\n"), `no whole lines: ${stdout}`);
  const events = stdout.trimEnd().split("\n").map(parseEvent);
  assertEquals(events[0].type, "version");
  const ends = events.map(({ type }) => type === "result" || type === "error");
  assertEquals(ends.indexOf(true), events.length - 1, "the stream goes on after its end, or has none");
  const times = events.map((event) => event.time);
  assertEquals(times, times.toSorted(), "events are not told in their order");
  return events;
}
