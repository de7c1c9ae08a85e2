import { assertEquals } from "@std/assert";
import type { JobFunction } from "../../../lib/engine/jobs/job.ts";
import { serveJobs, type WorkerPort } from "../../../lib/engine/jobs/serve_jobs.ts";

/** What a worker posts that gets one request, in its order. */
function postedBy(run: JobFunction<string, string>): unknown[] {
  const posted: unknown[] = [];
  const port: WorkerPort = { postMessage: (message) => posted.push(message), onmessage: null };
  serveJobs(port, run);
  const stopFlag = new SharedArrayBuffer(4);
  port.onmessage?.(new MessageEvent("message", { data: { work: "a job", stopFlag } }));
  return posted;
}

/** The epochs in messages, one after the other, and the types of the messages without those that have epochs. */
function summarize(posted: unknown[]): [epochs: number[], others: string[]] {
  // deno-lint-ignore no-explicit-any
  const messages = posted as any[];
  const epochs = messages.flatMap((message) => message.epochs ?? []).map(({ epoch }) => epoch);
  return [epochs, messages.map(({ type }) => type).filter((type) => type !== "epochs")];
}

Deno.test("serveJobs() sends the epochs that still wait before it says why a job failed", () => {
  const posted = postedBy((_, context) => {
    for (let epoch = 1; epoch <= 3; epoch++) context.addEpoch({ epoch, train_loss: 1 / epoch });
    throw new RangeError("the loss is no number\n    at a line");
  });
  assertEquals(summarize(posted), [[1, 2, 3], ["ready", "failed"]]);
  assertEquals(posted.at(-1), { type: "failed", message: "the loss is no number" });
});

Deno.test("serveJobs() sends all epochs before a checkpoint and before the result", () => {
  const posted = postedBy((_, context) => {
    context.addEpoch({ epoch: 1 });
    context.addEpoch({ epoch: 2 });
    context.saveCheckpoint({ type: "periodic", summary: {}, data: 2 });
    context.addEpoch({ epoch: 3 });
    return { cancelled: false, result: "a result" };
  });
  assertEquals(summarize(posted), [[1, 2, 3], ["ready", "checkpoint", "done"]]);
  const checkpoint = posted.findIndex((message) => (message as { type: string }).type === "checkpoint");
  assertEquals(summarize(posted.slice(0, checkpoint))[0], [1, 2]);
});
