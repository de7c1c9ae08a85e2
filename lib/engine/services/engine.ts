/**
 * What every service works with.
 * @module
 */
import type { StrategyProblem } from "../../strategy/strategy_problem.ts";
import type { JobRunner } from "../jobs/job_runner.ts";
import type { ModelContent } from "../store/models/model_files.ts";
import type { SeriesName, Store } from "../store/store.ts";
import type { BarWriter } from "./bars/bar_writer.ts";
import type { BarReading, ReadBars } from "./bars/read_bar_upload.ts";
import type { UploadBody } from "./uploads/upload_body.ts";
import type { Work, WorkResult } from "./work.ts";

/** Reads what is uploaded, without holding up whoever else waits. */
export interface Uploads {
  /** Bars. Rejects as `readBarUpload()` does. */
  readBars(body: UploadBody, options: BarReading): Promise<ReadBars>;
  /** What makes a strategy unusable; nothing for a sound one. */
  listErrors(text: string): Promise<readonly StrategyProblem[]>;
  /** A model. Rejects with a 400 or 422 that says what is wrong with it. */
  readModel(body: UploadBody): Promise<ModelContent>;
}

/** Keeps the stored bars up to date with the folder that is served, if there is one. */
export interface BarUpdates {
  /** Takes in the files of some series, where there are any and they have changed. */
  update(series: readonly SeriesName[]): Promise<void>;
}

/** The parts of a running engine. */
export interface Engine {
  readonly store: Store;
  readonly jobs: JobRunner<Work, WorkResult>;
  readonly uploads: Uploads;
  /** Stores many bars. */
  readonly barWriter: BarWriter;
  readonly served: BarUpdates;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Most jobs at once. */
  readonly cores: number;
  /** Version of the program, for `GET /health`. */
  readonly version: string;
}
