import * as z from "zod/mini";
import { operationResponseSchema } from "../../contract/operation.ts";
import { isRecord } from "../is_record.ts";

/** The answer to `GET /operations/{id}`. */
type OperationAnswer = z.infer<typeof operationResponseSchema>;

/**
 * Reads the answer to `GET /operations/{id}` as long as it tells a status: whoever follows an operation must not lose it
 * over a date that is a number. Other fields that break the contract are read as if they were missing.
 */
export function forgivingOperationSchema(operationId: string): z.ZodMiniType<OperationAnswer> {
  return z.pipe(z.transform((body) => mend(body, operationId)), operationResponseSchema);
}

/** A body without what breaks the contract, if that is not the status; else the body as it is. */
function mend(body: unknown, operationId: string): unknown {
  if (!isRecord(body) || !isRecord(body.data) || typeof body.data.status !== "string") return body;
  const result = operationResponseSchema.safeParse(body, { jitless: true });
  if (result.success) return body;
  const data: Record<string, unknown> = { ...body.data };
  for (const { path: [part, field] } of result.error.issues) {
    if (part === "data" && typeof field === "string") data[field] = null;
  }
  const id = typeof data.operation_id === "string" ? data.operation_id : operationId;
  const version = typeof body.version === "number" ? { version: body.version } : {};
  return { success: body.success === true, data: { ...data, operation_id: id }, ...version };
}
