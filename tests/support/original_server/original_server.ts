/**
 * A stand-in for the original KTRDR server with one training and one backtest worker: it forgets what that one forgets.
 * Its state follows from the clock it is given; nothing happens between two requests but what is due by then.
 * @module
 */
import { cacheTime, ServerMemory } from "./server_memory.ts";
import { refused } from "../scripted_server.ts";
import { JobBook } from "./job_book.ts";
import { checkpointBody, listBody, modelBody, noWorkerBody, operationBody, workerBody } from "./wire.ts";

/** How fast things go, and what the server gets wrong. Times are in milliseconds. */
export interface OriginalServerOptions {
  now(): number;
  /** Default: 1,000. */
  epoch?: number;
  /** Epochs of a training. Default: 60. */
  epochs?: number;
  /** Epochs between two checkpoints. Default: 10. */
  checkpointEvery?: number;
  /** From a resume until the worker is busy with it. Default: 5,000. */
  adoption?: number;
  /** For how long a worker stays busy after an end. Default: 8,000. */
  cooling?: number;
  /** From a restart until the workers are known again. Default: 20,000. */
  registration?: number;
  /** Whether workers that come back claim what they are at. Default: true. */
  claims?: boolean;
  /** Strategies that there are. Default: all. */
  strategies?: readonly string[];
}

/** A request as its handlers see it. */
interface Call {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

type Handler = (call: Call) => Response;

/** The stand-in. */
export class OriginalServer {
  readonly jobs: JobBook;
  /** `METHOD path` of every request. */
  readonly routes: string[] = [];
  readonly #options: Required<OriginalServerOptions>;
  readonly #memory: ServerMemory;
  #isDown = false;

  constructor(options: OriginalServerOptions) {
    this.#options = {
      epoch: 1_000,
      epochs: 60,
      checkpointEvery: 10,
      adoption: 5_000,
      cooling: 8_000,
      registration: 20_000,
      claims: true,
      strategies: [],
      ...options,
    };
    this.jobs = new JobBook(this.#options);
    this.#memory = new ServerMemory(this.jobs, this.#options);
  }

  /** By its clock: milliseconds since the epoch. */
  now(): number {
    return this.#options.now();
  }

  /** The server dies; its workers go on. */
  stop(): void {
    this.#isDown = true;
    this.#memory.stop();
  }

  /** It comes back: its memory is empty, and it knows no worker yet. */
  restart(): void {
    this.#isDown = false;
    this.#memory.restart();
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    if (this.#isDown) return await refused()(request);
    const { pathname, searchParams: query } = new URL(request.url);
    const path = pathname.replace("/api/v1", "");
    this.routes.push(`${request.method} ${path}`);
    const text = await request.text();
    const body = text === "" ? {} : JSON.parse(text);
    const [handler, id] = this.#route(request.method, path);
    return handler({ id, query, body });
  };

  #route(method: string, path: string): [Handler, string] {
    const [, first, id = "", last] = path.split("/");
    const handlers: Record<string, Handler> = {
      "GET health": () => Response.json({ status: "ok", version: "0.0.0.dev" }),
      "GET workers": () => this.#workers(),
      "GET operations": id === "" ? (call) => this.#list(call) : (call) => this.#read(call),
      "DELETE operations": (call) => this.#cancel(call),
      "POST operations": last === "resume" ? (call) => this.#resume(call) : notFound,
      "GET checkpoints": id === "" ? () => this.#checkpoints() : (call) => this.#checkpoint(call),
      "DELETE checkpoints": (call) => this.#forgetCheckpoint(call),
      "GET models": () => Response.json({ success: true, models: this.jobs.models.map(modelBody) }),
      "POST trainings": (call) => this.#train(call),
      "POST backtests": (call) => this.#backtest(call),
      "POST strategies": () => this.#validate(last ?? ""),
    };
    return [handlers[`${method} ${first}`] ?? notFound, decodeURIComponent(id)];
  }

  #validate(name: string): Response {
    const { strategies } = this.#options;
    if (strategies.length > 0 && !strategies.includes(name)) {
      return Response.json({ detail: `Strategy file not found: ${name}.yaml` }, { status: 404 });
    }
    return Response.json({ success: true, valid: true, strategy_name: name, issues: [], message: "valid" });
  }

  #workers(): Response {
    if (!this.#memory.knowsWorkers) return Response.json([]);
    return Response.json(["backtesting", "training"].map((type) => workerBody(type, this.jobs.jobOf(type))));
  }

  #list({ query }: Call): Response {
    const type = query.get("operation_type");
    const status = query.get("status");
    const rows = [...this.#memory.listed].map((id) => this.jobs.find(id)).filter((job) => job !== undefined)
      .map((job) => ({ job, told: this.#memory.toldOf(job) }))
      .filter(({ job }) => type === null || job.type === type)
      .filter(({ told }) => status === null || told.status === status)
      .filter(({ told }) =>
        query.get("active_only") !== "true" || ["pending", "running"].includes(told.status)
      )
      .toSorted((left, right) => right.job.createdAt - left.job.createdAt);
    const limit = Number(query.get("limit") ?? 10);
    const offset = Number(query.get("offset") ?? 0);
    return Response.json(listBody(rows.slice(offset, offset + limit), rows.length));
  }

  #read({ id }: Call): Response {
    const job = this.jobs.find(id);
    if (job === undefined) {
      return Response.json({ detail: `Operation not found: ${id}` }, { status: 404 });
    }
    this.#memory.listed.add(id);
    const known = this.#memory.cache.get(id);
    if (known !== undefined && this.#options.now() - known.at < cacheTime) return Response.json(known.body);
    const body = { success: true, data: operationBody(job, this.#memory.toldOf(job)) };
    this.#memory.cache.set(id, { at: this.#options.now(), body });
    return Response.json(body);
  }

  #cancel({ id, body }: Call): Response {
    const job = this.jobs.find(id);
    if (job === undefined) return Response.json({ detail: `Operation not found: ${id}` }, { status: 404 });
    const { status } = this.#memory.toldOf(job);
    if (["completed", "failed", "cancelled"].includes(status)) {
      const detail = `Operation ${id} cannot be cancelled (status: OperationStatus.${status.toUpperCase()})`;
      return Response.json({ detail }, { status: 400 });
    }
    const reason = typeof body.reason === "string" ? body.reason : null;
    const isTold = this.jobs.cancel(job, reason);
    this.#memory.listed.delete(id);
    this.#memory.cache.delete(id);
    const data = {
      success: true,
      operation_id: id,
      status: "cancelled",
      cancelled_at: new Date(this.#options.now()).toISOString(),
      cancellation_reason: reason,
      task_cancelled: false,
      remote_cancelled: isTold,
      children_cancelled: [],
    };
    return Response.json({ success: true, data });
  }

  #resume({ id }: Call): Response {
    const job = this.jobs.find(id);
    if (job === undefined) return Response.json({ detail: `Operation not found: ${id}` }, { status: 404 });
    const { status } = this.#memory.toldOf(job);
    if (!["cancelled", "failed"].includes(status)) {
      return Response.json({ detail: `Operation ${id} is already ${status}` }, { status: 409 });
    }
    const checkpoint = this.jobs.checkpointOf(job);
    if (checkpoint === undefined) {
      return Response.json({ detail: "No checkpoint available for operation" }, { status: 404 });
    }
    if (this.jobs.jobOf(job.type) !== undefined) {
      return Response.json({ detail: `No ${job.type} worker available to resume operation` }, {
        status: 503,
      });
    }
    this.jobs.resume(job);
    this.#memory.cache.delete(id);
    const resumed_from = {
      checkpoint_type: checkpoint.type,
      created_at: new Date(checkpoint.at).toISOString(),
      epoch: checkpoint.epoch,
    };
    return Response.json({ success: true, data: { operation_id: id, status: "resuming", resumed_from } });
  }

  #checkpoints(): Response {
    const data = this.jobs.all.map((job) => checkpointBody(job, this.jobs.checkpointOf(job)))
      .filter((checkpoint) => checkpoint !== undefined)
      .map(({ state, artifacts_path: _, ...checkpoint }) => ({ ...checkpoint, state_summary: state }))
      .toSorted((left, right) => left.created_at < right.created_at ? 1 : -1);
    return Response.json({ success: true, data, total_count: data.length });
  }

  #checkpoint({ id }: Call): Response {
    const job = this.jobs.find(id);
    const data = job === undefined ? undefined : checkpointBody(job, this.jobs.checkpointOf(job));
    if (data === undefined) return Response.json({ detail: `Checkpoint not found: ${id}` }, { status: 404 });
    return Response.json({ success: true, data });
  }

  #forgetCheckpoint({ id }: Call): Response {
    const job = this.jobs.find(id);
    if (job !== undefined) job.checkpoint = undefined;
    return Response.json({ success: true, message: "Checkpoint deleted" });
  }

  #train({ body }: Call): Response {
    if (this.jobs.jobOf("training") !== undefined) {
      return Response.json({ detail: noWorkerBody("training") }, { status: 503 });
    }
    const strategy = String(body.strategy_name);
    const id = typeof body.task_id === "string" ? body.task_id : undefined;
    const job = this.jobs.start({ type: "training", strategy, id });
    this.#memory.listed.add(job.id);
    return Response.json({
      success: true,
      task_id: job.id,
      status: "training_started",
      message: `Neural network training started for SPX using ${strategy} strategy`,
      symbols: ["SPX"],
      timeframes: ["1d"],
      strategy_name: strategy,
    });
  }

  #backtest({ body }: Call): Response {
    if (this.jobs.jobOf("backtesting") !== undefined) {
      return Response.json({ detail: noWorkerBody("backtesting") }, { status: 503 });
    }
    const job = this.jobs.start({
      type: "backtesting",
      strategy: String(body.strategy_name),
      modelPath: typeof body.model_path === "string" ? body.model_path : undefined,
    });
    this.#memory.listed.add(job.id);
    return Response.json({
      success: true,
      operation_id: job.id,
      status: "started",
      message: "Backtest started for SPX 1d",
      symbol: "SPX",
      timeframe: "1d",
      mode: "distributed",
    });
  }
}

function notFound(): Response {
  return Response.json({ detail: "Not Found" }, { status: 404 });
}
