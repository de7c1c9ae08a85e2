/**
 * What every service works with.
 * @module
 */
import type { JobRunner } from "../jobs/job_runner.ts";
import type { Store } from "../store/store.ts";
import type { ServedBars } from "./bars/served_bars.ts";
import type { UploadReader } from "./uploads/upload_reader.ts";
import type { Work, WorkResult } from "./work.ts";

/** The parts of a running engine. */
export interface Engine {
  readonly store: Store;
  readonly jobs: JobRunner<Work, WorkResult>;
  readonly uploads: UploadReader;
  /** The folder of bars that is served, if there is one. */
  readonly served: ServedBars;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Most jobs at once. */
  readonly cores: number;
  /** Version of the program, for `GET /health`. */
  readonly version: string;
}
