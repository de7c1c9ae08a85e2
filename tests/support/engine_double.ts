/**
 * A KTRDR server of a few lines: the wire shapes of operations that end after some reads, all in memory.
 * @module
 */
import { operationBody } from "./operation_bodies.ts";

/** How the double behaves. */
export interface EngineDoubleOptions {
  /** Milliseconds since the epoch, by the server's clock. */
  now(): number;
  /** Waits by the same clock. */
  delay(milliseconds: number, options: { signal: AbortSignal }): Promise<void>;
  /** After how many reads an operation is completed. Default: 5. */
  readsUntilEnd?: number;
  /** Whether it advertises `operation_wait`. Default: false, as the original server. */
  canWait?: boolean;
  /** Whether it lists an operation of a worker before somebody has asked for it. Default: false, as the original server. */
  listsUnread?: boolean;
}

/** An operation that was started. */
export interface DoubleOperation {
  readonly id: string;
  readonly type: string;
  readonly createdAt: number;
  readonly metadata: Record<string, unknown>;
  status: string;
  reads: number;
}

/** How long an operation stays as it is while somebody waits for its change. Milliseconds. */
const timeUntilChange = 2_000;

/** Answers every request below `/api/v1`; remembers what was started. */
export class EngineDouble {
  readonly operations: DoubleOperation[] = [];
  readonly #options: EngineDoubleOptions;

  constructor(options: EngineDoubleOptions) {
    this.#options = options;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const [resource, id] = url.pathname.replace("/api/v1/", "").split("/").map(decodeURIComponent);
    const route = `${request.method} /${resource}`;
    const text = await request.text();
    const body: Record<string, unknown> = text === "" ? {} : JSON.parse(text);
    const response = await this.#answer(route, { id, url, body, request });
    response.headers.set("date", new Date(this.#options.now()).toUTCString());
    return response;
  };

  /** Adds an operation, as another client may do. */
  start(type: string, request: Record<string, unknown> = {}): DoubleOperation {
    const number = String(this.operations.length + 1);
    const { task_id, symbol = "SPX", timeframe = "1d", ...parameters } = request;
    const operation: DoubleOperation = {
      id: typeof task_id === "string" ? task_id : `op_${type}_${number}`,
      type,
      createdAt: this.#options.now(),
      metadata: { symbol, timeframe, parameters },
      status: "running",
      reads: 0,
    };
    this.operations.push(operation);
    return operation;
  }

  async #answer(
    route: string,
    call: { id: string; url: URL; body: Record<string, unknown>; request: Request },
  ): Promise<Response> {
    switch (route) {
      case "GET /health":
        return Response.json({
          status: "ok",
          extensions: { operation_wait: this.#options.canWait ?? false },
        });
      case "POST /trainings":
        return Response.json({ success: true, task_id: this.start("training", call.body).id });
      case "POST /backtests":
        return Response.json({ success: true, operation_id: this.start("backtesting", call.body).id });
      case "POST /dummy":
        return Response.json({ success: true, data: { operation_id: this.start("dummy").id } });
      case "GET /workers":
        return Response.json(this.#workers());
      case "GET /operations":
        return call.id === undefined ? this.#list(call.url) : await this.#read(call.id, call);
      case "DELETE /operations":
        return this.#cancel(call.id, call.body);
      default:
        return Response.json({ detail: "Not Found" }, { status: 404 });
    }
  }

  async #read(id: string, { url, request }: { url: URL; request: Request }): Promise<Response> {
    const operation = this.#find(id);
    if (operation === undefined) return unknown(id);
    const { canWait = false, readsUntilEnd = 5 } = this.#options;
    const seen = Number(url.searchParams.get("seen") ?? -1);
    const mustWait = canWait && operation.status === "running" && seen === operation.reads;
    if (mustWait) await this.#options.delay(timeUntilChange, { signal: request.signal });
    operation.reads++;
    if (operation.status === "running" && operation.reads >= readsUntilEnd) operation.status = "completed";
    const percentage = operation.status === "completed" ? 100 : 100 * operation.reads / readsUntilEnd;
    const body = operationBody(operation.status, {
      id,
      type: operation.type,
      percentage: Math.round(percentage),
      step: `Step ${operation.reads}`,
      created_at: new Date(operation.createdAt).toISOString(),
      metadata: operation.metadata,
      ...(canWait ? { version: operation.reads } : {}),
    });
    return Response.json(body);
  }

  #list(url: URL): Response {
    const type = url.searchParams.get("operation_type");
    const isListed = (operation: DoubleOperation) =>
      this.#options.listsUnread || operation.type === "dummy" || operation.reads > 0;
    const rows = this.operations.filter((operation) => operation.type === type && isListed(operation))
      .toReversed()
      .map((operation) => ({
        operation_id: operation.id,
        operation_type: operation.type,
        status: operation.status,
        created_at: new Date(operation.createdAt).toISOString(),
        progress_percentage: 0,
      }));
    return Response.json({ success: true, data: rows, total_count: rows.length, active_count: rows.length });
  }

  /** As many as have work. */
  #workers(): object[] {
    return this.operations.filter(({ type, status }) => type !== "dummy" && status === "running")
      .map(({ id, type }) => ({
        worker_id: `worker_of_${id}`,
        worker_type: type,
        status: "busy",
        current_operation_id: id,
      }));
  }

  #cancel(id: string, { reason = null }: Record<string, unknown>): Response {
    const operation = this.#find(id);
    if (operation === undefined) return unknown(id);
    if (operation.status !== "running") {
      const status = `OperationStatus.${operation.status.toUpperCase()}`;
      return Response.json({ detail: `Operation ${id} cannot be cancelled (status: ${status})` }, {
        status: 400,
      });
    }
    operation.status = "cancelled";
    const data = {
      success: true,
      operation_id: id,
      status: "cancelled",
      cancelled_at: new Date(this.#options.now()).toISOString(),
      cancellation_reason: reason,
      task_cancelled: false,
      remote_cancelled: true,
      children_cancelled: [],
    };
    return Response.json({ success: true, data });
  }

  #find(id: string): DoubleOperation | undefined {
    return this.operations.find((operation) => operation.id === id);
  }
}

function unknown(id: string): Response {
  return Response.json({ detail: `Operation not found: ${id}` }, { status: 404 });
}
