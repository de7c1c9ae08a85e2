/**
 * The embedded engine: the KTRDR API in process, for one person and one machine.
 * @module
 */
import type { Server } from "../contract/server.ts";
import { createRoutes } from "./http/routes.ts";
import { serveRequest } from "./http/serve_request.ts";
import { JobRunner } from "./jobs/job_runner.ts";
import { BarWriter } from "./services/bars/bar_writer.ts";
import { ServedBars } from "./services/bars/served_bars.ts";
import { UploadReader } from "./services/uploads/upload_reader.ts";
import type { Work, WorkResult } from "./services/work.ts";
import { openStore } from "./store/open_store.ts";

/** What the engine needs of its surroundings. */
export interface EngineOptions {
  /** The folder that holds everything; it is made where it is missing. */
  readonly home: string;
  /** Starts a thread that runs `worker.ts`. */
  readonly createWorker: () => Worker;
  /** Most jobs at once. Default: as many as the machine has cores. */
  readonly cores?: number;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: () => number;
  /** A folder of strategy files (`<name>.yaml`) that are served as they are, before those of the home. Default: none. */
  readonly strategies?: string | undefined;
  /** A folder of files `SYMBOL_timeframe.csv` whose bars are taken in when they are asked for. Default: none. */
  readonly data?: string | undefined;
  /** Version of the program, for `GET /health`. Default: "0.0.0". */
  readonly version?: string;
}

/**
 * Opens the engine. Its `fetch` answers every request below `/api/v1`, whatever the host. Disposing of it stops the jobs
 * (they can be resumed) and closes the store.
 *
 * Rejects with a KtrdrError when the folder cannot be used.
 */
export function openEngine(options: EngineOptions): Promise<Server> {
  return new Promise((resolve) => resolve(createServer(options)));
}

function createServer(options: EngineOptions): Server {
  const { home, createWorker, now = Date.now, version = "0.0.0" } = options;
  const cores = options.cores ?? navigator.hardwareConcurrency;
  using cleanup = new DisposableStack();
  const store = cleanup.use(
    openStore({ home, now, strategies: options.strategies, barFolder: options.data }),
  );
  const jobs = new JobRunner<Work, WorkResult>({ store, createWorker, cores, now });
  jobs.sweep();
  const uploads = cleanup.use(new UploadReader({ createWorker }));
  const barWriter = new BarWriter(store);
  const served = new ServedBars({ store, uploads, barWriter });
  const routes = createRoutes({ store, jobs, uploads, barWriter, served, now, cores, version });
  const opened = cleanup.move();
  return {
    fetch: (request) => serveRequest(routes, request),
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      await barWriter[Symbol.asyncDispose]();
      opened.dispose();
    },
  };
}
