/**
 * Runs the rows of the fault tables: a client and a server in memory, with a clock that only waits move.
 * @module
 */
import { KtrdrClient } from "../../lib/client/client.ts";
import { InterruptedError, KtrdrError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { OperationAdapter, OperationResult } from "../../lib/operations/execute.ts";
import type { ExecuteOptions } from "../../lib/operations/watch_options.ts";
import { type DoubleOperation, EngineDouble } from "../support/engine_double.ts";
import { type FaultPlan, withFault } from "../support/faults.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import {
  type Ending,
  endingOf,
  type FollowRow,
  type Phase,
  type StartRow,
  type StartType,
} from "./fault_table.ts";

/** What a run came to. */
export interface FaultRun extends Ending {
  /** Requests of the client. */
  requests: number;
  /** Operations of ours on the server. */
  started: number;
  /** By the clock of the run. */
  milliseconds: number;
  /** The most requests at once. */
  mostAtOnce: number;
  /** The kinds of notices, each once. */
  notices: string[];
  /** Messages of the error and of the notices. */
  texts: string[];
}

/** What every run can be told. */
export interface RunFaultOptions {
  /** Whether the server can hold an answer back until something changes. Default: false. */
  canWait?: boolean;
}

const begin = Date.UTC(2026, 0, 1);
/** The time limit: no row takes so long, unless it is endless. Milliseconds. */
const longest = 120_000;
/** After how many reads an operation ends: long after a request to cancel it, if that is to be carried out. */
const reads = { followed: 5, cancelled: 200, cancelledInVain: 20 } as const;

/** Starts an operation while the fault meets the request that does it. */
export function runStart(row: StartRow, type: StartType, options: RunFaultOptions = {}): Promise<FaultRun> {
  const isStart = ({ method }: Request) => method === "POST";
  const isHit = row.lasts === undefined ? isStart : () => true;
  return run({ ...options, ...row, isHit, type });
}

/** Follows a training while the fault meets the requests of a phase. */
export function runFollow(row: FollowRow, phase: Phase, options: RunFaultOptions = {}): Promise<FaultRun> {
  const isCancelled = phase === "cancel" || phase === "cancelled";
  const isInVain = endingOf(row, phase).outcome === "completed";
  const readsUntilEnd = reads[!isCancelled ? "followed" : isInVain ? "cancelledInVain" : "cancelled"];
  const isHit = (request: Request, operation: DoubleOperation | undefined) => {
    if (operation === undefined) return false;
    if (phase === "cancel") return request.method === "DELETE";
    if (request.method !== "GET" || !request.url.includes("/operations/")) return false;
    if (phase === "first") return true;
    if (phase === "later") return operation.reads >= 2;
    return phase === "last" ? operation.reads >= readsUntilEnd - 1 : operation.status === "cancelled";
  };
  return run({
    ...options,
    ...row,
    isHit,
    type: "training",
    readsUntilEnd,
    cancelsAtRead: isCancelled ? 2 : undefined,
  });
}

interface RunPlan extends RunFaultOptions, Pick<FaultPlan, "fault" | "times" | "lasts"> {
  type: StartType;
  isHit(request: Request, operation: DoubleOperation | undefined): boolean;
  readsUntilEnd?: number;
  /** Ctrl+C comes with this answer. */
  cancelsAtRead?: number | undefined;
  others?: StartRow["others"];
  serverAhead?: number;
  timeout?: number;
}

async function run(plan: RunPlan): Promise<FaultRun> {
  const clock = new VirtualClock({ now: begin, mode: "auto" });
  const controller = new AbortController();
  const interrupt = () => controller.abort(new InterruptedError("Interrupted by Ctrl+C"));
  const { serverAhead = 0, readsUntilEnd = 5, canWait = false, timeout = longest } = plan;
  let clientAhead = 0;
  const engine = new EngineDouble({
    now: () => clock.now() + serverAhead,
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    readsUntilEnd,
    canWait,
  });
  const others = plan.others === undefined ? 0 : 1;
  if (plan.others === "before") engine.start(plan.type, startRequest).status = "completed";
  if (plan.others === "before") await passTime(clock, 3_000);
  const faulty = withFault(engine.fetch, {
    ...plan,
    times: plan.lasts === undefined ? plan.times ?? 2 : undefined,
    isHit: (request) => plan.isHit(request, engine.operations.at(-1)),
    world: {
      clock,
      interrupt,
      jump: (milliseconds) => void (clientAhead += milliseconds),
      complete: () => void engine.operations.forEach((operation) => operation.status = "completed"),
    },
  });
  const counter = countRequests(faulty, (request) => {
    if (request.method === "POST" && plan.others === "together") engine.start(plan.type, startRequest);
  });
  await using client = new KtrdrClient({
    baseUrl: "http://localhost:8000/api/v1",
    fetch: counter.fetch,
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    now: () => clock.now() + clientAhead,
    random: () => 0.5,
  });
  const startedAt = clock.now();
  const story = await execute(client, plan.type, {
    signal: controller.signal,
    timeout,
    onProgress: (_percentage, _message, operation) => {
      const { reads = 0 } = engine.operations.find(({ id }) => id === operation.operation_id) ?? {};
      if (reads === plan.cancelsAtRead) interrupt();
    },
  });
  return {
    ...story,
    requests: counter.requests,
    mostAtOnce: counter.mostAtOnce,
    started: engine.operations.length - others,
    milliseconds: clock.now() - startedAt,
  };
}

const period = { start_date: "2015-01-01", end_date: "2020-01-01" };
const startRequest = { strategy_name: "rsi", symbol: "SPX", timeframe: "1d" };

function createAdapter(type: StartType): OperationAdapter {
  if (type === "backtesting") return new BacktestAdapter({ ...startRequest, ...period });
  if (type === "dummy") return new DummyAdapter();
  return new TrainingAdapter({ strategy_name: "rsi" }, { now: () => begin, random: () => 0.5 });
}

async function passTime(clock: VirtualClock, milliseconds: number): Promise<void> {
  await clock.delay(milliseconds);
}

async function execute(
  client: KtrdrClient,
  type: StartType,
  options: ExecuteOptions,
): Promise<Pick<FaultRun, "outcome" | "exitCode" | "notices" | "texts">> {
  const notices = new Set<string>();
  const texts: string[] = [];
  const watched: ExecuteOptions = {
    ...options,
    onState: (notice) => {
      notices.add(notice.type);
      texts.push(JSON.stringify(Object.values(notice)));
    },
  };
  const ending = await client.executeOperation(createAdapter(type), watched).then(endingOfResult, (error) => {
    if (!(error instanceof KtrdrError)) throw error;
    texts.push(error.message, error.hint ?? "");
    return { outcome: error.name, exitCode: error.exitCode };
  });
  return { ...ending, notices: [...notices], texts };
}

function endingOfResult({ status, cancelledByUs }: OperationResult): Ending {
  const exitCodes = { completed: 0, failed: 1, cancelled: cancelledByUs ? 130 : 3 } as const;
  return { outcome: status, exitCode: exitCodes[status] };
}

function countRequests(
  server: (request: Request) => Promise<Response>,
  onRequest: (request: Request) => void,
) {
  const counter = {
    requests: 0,
    mostAtOnce: 0,
    fetch: async (request: Request): Promise<Response> => {
      counter.requests++;
      atOnce++;
      counter.mostAtOnce = Math.max(counter.mostAtOnce, atOnce);
      onRequest(request);
      try {
        return await server(request);
      } finally {
        atOnce--;
      }
    },
  };
  let atOnce = 0;
  return counter;
}
