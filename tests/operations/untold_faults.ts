/**
 * Ends and beginnings that a server does not tell of, one row each: the tests check the rows, docs/reliability.md shows
 * them.
 * @module
 */
import { KtrdrClient } from "../../lib/client/client.ts";
import { KtrdrError } from "../../lib/errors.ts";
import type { EndedOperation } from "../../lib/operations/watch_options.ts";
import type { Job } from "../support/original_server/job_book.ts";
import { OriginalServer, type OriginalServerOptions } from "../support/original_server/original_server.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { completed, type Ending, throws } from "./fault_table.ts";

/** What a follow meets. */
export interface UntoldRow {
  name: string;
  ending: Ending;
  /** Whether the end is inferred, and not the server's word. */
  inferred: boolean;
  server?: Omit<OriginalServerOptions, "now">;
  /** Whether the training was cancelled after 25 epochs and resumed. Default: true. */
  isResumed?: boolean;
  /** Routes that the server does not have. */
  without?: RegExp;
  /** What happens, and how many milliseconds after the follow began. */
  events?: readonly { at: number; happens(server: OriginalServer, job: Job): void }[];
}

/** What a row came to. */
export interface UntoldRun extends Ending {
  inferred: boolean;
  requests: number;
  milliseconds: number;
}

/** A row and what it came to. */
export interface UntoldCell {
  row: UntoldRow;
  run: UntoldRun;
}

const failed: Ending = { outcome: "failed", exitCode: 1 };
const restart: UntoldRow["events"] = [
  { at: 20_000, happens: (server) => server.stop() },
  { at: 26_000, happens: (server) => server.restart() },
];

/** The rows. A training has 60 epochs of a second. */
export const untoldFaults: readonly UntoldRow[] = [
  { name: "`resuming` for ever", ending: completed, inferred: true },
  {
    name: "`resuming` for ever, and the worker dies",
    ending: failed,
    inferred: true,
    events: [{ at: 12_000, happens: (server, job) => server.jobs.die(job) }],
  },
  {
    name: "`resuming` for ever, and the server restarts",
    ending: completed,
    inferred: true,
    events: restart,
  },
  {
    name: "`resuming` for ever, without `/checkpoints`",
    ending: completed,
    inferred: true,
    without: /checkpoints/,
  },
  { name: "`resuming` for ever, without `/workers`", ending: completed, inferred: true, without: /workers/ },
  {
    name: "`resuming` for ever, without `/checkpoints`, `/workers` and `/models`",
    ending: failed,
    inferred: true,
    without: /checkpoints|workers|models/,
  },
  {
    name: "`resuming` for ever, somebody cancels it",
    ending: throws("cancelled", 3),
    inferred: false,
    events: [{ at: 12_000, happens: (server, job) => void server.jobs.cancel(job, null) }],
  },
  {
    name: "A restart: `running`, 0 %, until the worker is back",
    ending: completed,
    inferred: false,
    isResumed: false,
    events: restart,
  },
  {
    name: "A restart, and no worker claims the training, which completes",
    ending: completed,
    inferred: true,
    isResumed: false,
    server: { claims: false },
    events: restart,
  },
  {
    name: "A restart, and no worker claims the training, which has died",
    ending: failed,
    inferred: false,
    isResumed: false,
    server: { claims: false },
    events: [...restart, { at: 19_000, happens: (server, job) => server.jobs.die(job) }],
  },
];

const begin = Date.UTC(2026, 0, 1);

/** Runs every row, each with a server in memory and a clock that only waits move. */
export async function runUntoldTable(): Promise<UntoldCell[]> {
  return await Promise.all(untoldFaults.map(async (row) => ({ row, run: await runUntold(row) })));
}

async function runUntold(row: UntoldRow): Promise<UntoldRun> {
  const clock = new VirtualClock({ now: begin, mode: "auto" });
  const server = new OriginalServer({ ...row.server, now: () => clock.now() });
  const job = server.jobs.start({ type: "training", strategy: "rsi_spx" });
  if (row.isResumed !== false) {
    await clock.delay(25_000);
    server.jobs.cancel(job, null);
    await clock.delay(20_000);
    server.jobs.resume(job);
  }
  const startedAt = clock.now();
  const due = [...row.events ?? []];
  let requests = 0;
  await using client = new KtrdrClient({
    baseUrl: "http://localhost:8000/api/v1",
    fetch: async (request) => {
      requests++;
      for (const event of due.filter(({ at }) => clock.now() - startedAt >= at)) {
        due.splice(due.indexOf(event), 1);
        event.happens(server, job);
      }
      if (row.without?.test(request.url)) return Response.json({ detail: "Not Found" }, { status: 404 });
      return await clock.hold(() => server.fetch(request));
    },
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    now: () => clock.now(),
    random: () => 0.5,
  });
  const end = await client.watch(job.id, { startedAt }).then(endOf, endOfError);
  return { ...end, requests, milliseconds: clock.now() - startedAt };
}

function endOf({ status, inferred }: EndedOperation): Ending & { inferred: boolean } {
  const exitCodes = { completed: 0, failed: 1, cancelled: 3 } as const;
  return { outcome: status, exitCode: exitCodes[status], inferred: inferred === true };
}

function endOfError(error: unknown): Ending & { inferred: boolean } {
  if (!(error instanceof KtrdrError)) throw error;
  return { outcome: error.name, exitCode: error.exitCode, inferred: false };
}
