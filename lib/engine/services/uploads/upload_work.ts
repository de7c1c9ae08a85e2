/**
 * What is uploaded, as a thread reads it.
 * @module
 */
import type { BarFile } from "../../../bar_files/bar_file.ts";
import type { ReadBarFileOptions } from "../../../bar_files/read_bar_file.ts";
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import type { StrategyProblem } from "../../../strategy/strategy_problem.ts";
import type { JobOutcome } from "../../jobs/job.ts";
import type { ModelContent } from "../../store/models/model_files.ts";
import { readModelBundle } from "../models/read_model_bundle.ts";
import { type ErrorBody, ServiceError } from "../service_error.ts";

/** A file of bars. */
interface BarFileUpload {
  readonly kind: "bar_file";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly options: ReadBarFileOptions;
}

/** The text of a strategy. */
interface StrategyUpload {
  readonly kind: "strategy";
  readonly text: string;
}

/** A model in one piece, as JSON. */
interface ModelUpload {
  readonly kind: "model";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Anything that is uploaded. */
export type Upload = BarFileUpload | StrategyUpload | ModelUpload;

/** What is in an upload, or why it is refused: with the answer, or with the reason only. */
export type UploadResult<Contents> =
  | { readonly contents: Contents; readonly refusal?: undefined }
  | {
    readonly refusal: { readonly status: number; readonly body: ErrorBody } | { readonly message: string };
  };

/** The bars of a file. Rejects with a RangeError that says why there are none. */
export function readUpload(upload: BarFileUpload): Promise<BarFile>;
/** What makes a strategy unusable; nothing for a sound one. */
export function readUpload(upload: StrategyUpload): Promise<readonly StrategyProblem[]>;
/** A model whose parts belong together. Rejects with a 400 or 422 that says what is wrong. */
export function readUpload(upload: ModelUpload): Promise<ModelContent>;
export function readUpload(upload: Upload): Promise<unknown>;
export async function readUpload(upload: Upload): Promise<unknown> {
  switch (upload.kind) {
    case "bar_file": {
      const { readBarFile } = await import("../../../bar_files/read_bar_file.ts");
      return await readBarFile(upload.bytes, upload.options);
    }
    case "strategy":
      return checkStrategy(upload.text).problems.filter(({ severity }) => severity === "error");
    case "model":
      return await readModelBundle(upload.bytes);
  }
}

/** Reads an upload in a thread. */
export async function runUpload(upload: Upload): Promise<JobOutcome<UploadResult<unknown>>> {
  return { cancelled: false, result: await readOrRefuse(upload) };
}

async function readOrRefuse(upload: Upload): Promise<UploadResult<unknown>> {
  try {
    return { contents: await readUpload(upload) };
  } catch (error) {
    if (error instanceof ServiceError) return { refusal: { status: error.status, body: error.body } };
    if (error instanceof RangeError) return { refusal: { message: error.message } };
    throw error;
  }
}
