/**
 * A KTRDR server for measurements: its operations run until they are told to complete, and it notes when what arrived.
 * @module
 */

/** What {@linkcode openOperationServer} takes. */
export interface OperationServerOptions {
  /** Whether it holds answers back until there is news. */
  canWait: boolean;
  /** Whether requests to cancel are answered. */
  answersCancel?: boolean;
}

/** A server, and what it has seen. */
export interface OperationServer extends AsyncDisposable {
  readonly url: string;
  /** Reads of operations so far. */
  readonly reads: number;
  /** Resolves when so many reads of an operation have arrived. */
  hasRead(count: number): Promise<void>;
  /** Resolves with the time at which a request to cancel arrived. */
  readonly cancelled: Promise<number>;
  /** Lets every operation complete; gives the time. */
  complete(): number;
}

/** Opens a server on a free port. Times are those of `performance.now()`. */
export function openOperationServer(options: OperationServerOptions): OperationServer {
  const completed = new AbortController();
  const closing = new AbortController();
  const cancelled = Promise.withResolvers<number>();
  let reads = 0;
  let waiting: { count: number; resolve: () => void }[] = [];
  const noteRead = () => {
    reads++;
    for (const { resolve } of waiting.filter(({ count }) => count <= reads)) resolve();
    waiting = waiting.filter(({ count }) => count > reads);
  };
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.endsWith("/health")) return Response.json(health(options));
    if (request.method === "POST") return Response.json(started);
    if (request.method === "DELETE") {
      cancelled.resolve(performance.now());
      if (options.answersCancel === false) await hasAborted(closing.signal);
      return Response.json({ success: true, data: { success: true, operation_id: startedId } });
    }
    noteRead();
    if (searchParams.has("seen") && !completed.signal.aborted) await hasAborted(completed.signal);
    return Response.json(operation(pathname.split("/").at(-1) ?? "", completed.signal.aborted));
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    get reads() {
      return reads;
    },
    hasRead: (count) =>
      new Promise((resolve) => count <= reads ? resolve() : waiting.push({ count, resolve })),
    cancelled: cancelled.promise,
    complete() {
      completed.abort();
      return performance.now();
    },
    [Symbol.asyncDispose]: () => {
      // Whoever has left is still waited for, until there is something to answer.
      closing.abort();
      completed.abort();
      return server.shutdown();
    },
  };
}

/** The id of the operation that a start makes. */
export const startedId = "op_training_20260101_000000_00000000";

const started = {
  success: true,
  task_id: startedId,
  status: "training_started",
  message: "",
  symbols: ["SPX"],
  timeframes: ["1d"],
  strategy_name: "rsi_spx",
};

function health({ canWait }: OperationServerOptions): object {
  const extensions = canWait ? { operation_wait: true } : {};
  return { status: "ok", version: "1", orphan_detector: null, extensions };
}

function operation(id: string, isCompleted: boolean): object {
  const data = {
    operation_id: id,
    operation_type: "training",
    status: isCompleted ? "completed" : "running",
    created_at: "2026-01-01T00:00:00Z",
    started_at: "2026-01-01T00:00:00Z",
    completed_at: isCompleted ? "2026-01-01T00:01:00Z" : null,
    progress: {
      percentage: isCompleted ? 100 : 40,
      current_step: "Epoch 4",
      steps_completed: 4,
      steps_total: 10,
    },
    metadata: {},
    error_message: null,
    result_summary: isCompleted ? {} : null,
  };
  return { success: true, data, version: isCompleted ? 2 : 1 };
}

function hasAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
