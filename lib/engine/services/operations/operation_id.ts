/**
 * Names of operations: `op_<what>_<date>_<time>_<8 hexadecimal digits>`, in UTC.
 * @module
 */

/** A new name; `what` is the type, or `retry_<type>`. `now` is in milliseconds since the epoch. */
export function newOperationId(what: string, now: number): string {
  const [date, time] = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").split("T");
  return `op_${what}_${date}_${time}_${crypto.randomUUID().slice(0, 8)}`;
}
