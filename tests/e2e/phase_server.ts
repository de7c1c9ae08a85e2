/** A server over real HTTP that stops answering at one point of an operation's life. */
import { operationBody, type OperationFacts } from "../support/operation_bodies.ts";

/** Where it stops answering: the request for which it does, until it is released. */
export type Phase =
  | "opening"
  | "starting"
  | "first poll"
  | "later poll"
  | "cancelling"
  | "cancelled"
  | "result";

/** What happened to the one operation there is. */
export interface OperationFate {
  /** Requests to start it. */
  starts: number;
  /** Requests to cancel it. */
  cancelRequests: number;
  /** Those of them that changed something. */
  cancellations: number;
  /** "none" before it is started. */
  status: string;
}

/** The id of the operation. */
export const operationId = "op_training_20260101_000000_cafe0001";

/** A result that has details, so that a command asks for them. */
const finished: OperationFacts = {
  type: "backtesting",
  percentage: 100,
  result_summary: { symbol: "SPX", timeframe: "1d", metrics: { total_return: 1 }, trade_count: 1 },
};

const details = { operation_id: operationId, trades: [], equity_curve: { dates: [], values: [] } };

/** A listening server. At its end it answers whatever still waits. */
export class PhaseServer implements AsyncDisposable {
  readonly fate: OperationFate;
  readonly #phase: Phase;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #reached = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();
  #polls = 0;

  constructor(phase: Phase, { isStarted = false } = {}) {
    this.#phase = phase;
    this.fate = { starts: 0, cancelRequests: 0, cancellations: 0, status: isStarted ? "running" : "none" };
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => this.#answer(request),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Resolves when the request of the phase has come. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  /** Answers the request of the phase, and all others from now on. */
  release(): void {
    this.#released.resolve();
  }

  /** The operation has completed; answers everything from now on. */
  complete(): void {
    this.fate.status = "completed";
    this.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.release();
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const path = pathname.replace("/api/v1", "");
    if (path === "/health") return await this.#answerHealth();
    if (request.method === "PUT") {
      return Response.json({ success: true, strategy_name: "endless", created: true });
    }
    if (request.method === "POST") return await this.#start(path);
    if (request.method === "DELETE") return await this.#cancel();
    if (path === `/operations/${operationId}`) return await this.#poll();
    if (path.startsWith("/checkpoints/")) return Response.json({ detail: "Not found" }, { status: 404 });
    await this.#hold("result");
    return Response.json({ success: true, data: details });
  }

  async #answerHealth(): Promise<Response> {
    await this.#hold("opening");
    const extensions = { strategy_upload: true, backtest_details: true, model_files: true };
    return Response.json({ status: "ok", version: "1.0.0", extensions });
  }

  async #start(path: string): Promise<Response> {
    this.fate.starts++;
    this.fate.status = "running";
    await this.#hold("starting");
    const id = path.startsWith("/trainings") ? { task_id: operationId } : { operation_id: operationId };
    return Response.json({ success: true, status: "started", ...id });
  }

  async #poll(): Promise<Response> {
    this.#polls++;
    if (this.#phase === "result") this.fate.status = "completed";
    if (this.#polls === 1) await this.#hold("first poll");
    if (this.#polls === 2) await this.#hold("later poll");
    if (this.fate.status === "cancelled") await this.#hold("cancelled");
    const { status } = this.fate;
    const facts = status === "completed" ? finished : { percentage: 12, step: "Epoch 3" };
    return Response.json(operationBody(status, { id: operationId, ...facts }));
  }

  /** A request that is held has been carried out: only its answer is missing. */
  async #cancel(): Promise<Response> {
    this.fate.cancelRequests++;
    if (this.#phase === "cancelling") {
      await this.#hold("cancelling");
      return Response.json({ detail: "Too late" }, { status: 503 });
    }
    if (this.fate.status !== "running") {
      return Response.json({ detail: `Operation ${operationId} cannot be cancelled` }, { status: 400 });
    }
    this.fate.cancellations++;
    this.fate.status = "cancelled";
    const cancellation = { operation_id: operationId, status: "cancelled", task_cancelled: true };
    return Response.json({ success: true, data: cancellation });
  }

  async #hold(phase: Phase): Promise<void> {
    if (phase !== this.#phase) return;
    this.#reached.resolve();
    await this.#released.promise;
  }
}
