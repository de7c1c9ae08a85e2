/// <reference lib="deno.worker" />
/**
 * The entry of a worker: does one job after the other for the engine that started it.
 * @module
 */
import { serveJobs } from "./jobs/serve_jobs.ts";
import { runTask } from "./services/run_task.ts";

serveJobs(self, runTask);
