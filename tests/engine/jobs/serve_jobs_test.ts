import { assert, assertEquals } from "@std/assert";
import { type JobContext, type JobOutcome, jobSignals } from "../../../lib/engine/jobs/job.ts";
import { serveJobs, type WorkerPort } from "../../../lib/engine/jobs/serve_jobs.ts";

/**
 * What a worker posts that gets one request, in its order. `take` stands for a runner that deals with all of that, as
 * long as it likes: it gives the milliseconds.
 */
function postedBy(run: (context: JobContext, take: (cost: number) => void) => JobOutcome<string>): unknown[] {
  const posted: unknown[] = [];
  const port: WorkerPort = { postMessage: (message) => posted.push(message), onmessage: null };
  const signals = new Int32Array(new SharedArrayBuffer(12));
  const take = (cost: number) => {
    // The first message is not one of the job's.
    signals[jobSignals.taken] = posted.length - 1;
    signals[jobSignals.checkpointCost] = cost;
  };
  serveJobs(port, (_: string, context) => run(context, take));
  port.onmessage?.(new MessageEvent("message", { data: { work: "a job", signals: signals.buffer } }));
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
  const posted = postedBy((context) => {
    for (let epoch = 1; epoch <= 3; epoch++) context.addEpoch({ epoch, train_loss: 1 / epoch });
    throw new RangeError("the loss is no number\n    at a line");
  });
  assertEquals(summarize(posted), [[1, 2, 3], ["ready", "failed"]]);
  assertEquals(posted.at(-1), { type: "failed", message: "the loss is no number" });
});

Deno.test("serveJobs() sends all epochs before a checkpoint and before the result", () => {
  const posted = postedBy((context) => {
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

const progress = {
  percentage: 0,
  current_step: null,
  steps_completed: 0,
  steps_total: 0,
  items_processed: 0,
  items_total: null,
  current_item: null,
};
const done = { cancelled: false, result: "a result" } as const;

Deno.test("serveJobs() lets no reports pile up that the runner does not take", () => {
  const posted = postedBy((context, take) => {
    const report = () => {
      for (const letter of "abcdefghij") context.report({ ...progress, current_step: letter });
    };
    report();
    take(0);
    report();
    return done;
  });
  // deno-lint-ignore no-explicit-any
  const reports = posted.flatMap((message) => (message as any).progress?.current_step ?? []);
  assertEquals(reports.join(""), "abcdabcd");
});

Deno.test("serveJobs() says what a checkpoint costs once the runner has taken it, and nothing before", () => {
  const costs: (number | null)[] = [];
  postedBy((context, take) => {
    costs.push(context.checkpointCost());
    context.saveCheckpoint({ type: "periodic", summary: {}, data: 1 });
    costs.push(context.checkpointCost());
    take(700);
    costs.push(context.checkpointCost());
    return done;
  });
  const [before, meanwhile, after] = costs;
  assertEquals([before, meanwhile], [0, null]);
  assert(after !== null && after >= 700 && after < 1700, `${after}`);
});
