/**
 * What is uploaded, as a thread reads it.
 * @module
 */
import { checkStrategy } from "../../../strategy/check_strategy.ts";
import type { StrategyProblem } from "../../../strategy/strategy_problem.ts";
import type { JobOutcome } from "../../jobs/job.ts";
import { type BarReading, readBarUpload } from "../bars/read_bar_upload.ts";
import { readModelBundle } from "../models/read_model_bundle.ts";
import { type ErrorBody, ServiceError } from "../service_error.ts";
import { joinUpload } from "./upload_body.ts";
import { takeUpload } from "./upload_port.ts";

/** Bars in one file or several. */
interface BarUpload {
  readonly kind: "bars";
  readonly port: MessagePort;
  readonly options: BarReading;
}

/** The text of a strategy. */
interface StrategyUpload {
  readonly kind: "strategy";
  readonly text: string;
}

/** A model in one piece, as JSON. */
interface ModelUpload {
  readonly kind: "model";
  readonly port: MessagePort;
}

/** Anything that is uploaded. */
export type Upload = BarUpload | StrategyUpload | ModelUpload;

/** What is in an upload, or why it is refused: with the answer. */
export type UploadResult<Contents> =
  | { readonly contents: Contents; readonly refusal?: undefined }
  | { readonly refusal: { readonly status: number; readonly body: ErrorBody } };

/** What makes a strategy unusable; nothing for a sound one. */
export function listStrategyErrors(text: string): readonly StrategyProblem[] {
  return checkStrategy(text).problems.filter(({ severity }) => severity === "error");
}

/** Reads an upload in a thread. */
export async function runUpload(upload: Upload): Promise<JobOutcome<UploadResult<unknown>>> {
  try {
    return { cancelled: false, ...await readUpload(upload) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { cancelled: false, result: { refusal: { status: error.status, body: error.body } } };
  }
}

interface ReadUpload {
  readonly result: UploadResult<unknown>;
  readonly transfer?: readonly Transferable[];
}

async function readUpload(upload: Upload): Promise<ReadUpload> {
  switch (upload.kind) {
    case "bars": {
      const contents = await readBarUpload(takeUpload(upload.port), upload.options);
      return { result: { contents }, transfer: listBuffers(Object.values(contents.bars)) };
    }
    case "strategy":
      return { result: { contents: listStrategyErrors(upload.text) } };
    case "model": {
      const contents = await readModelBundle(await joinUpload(takeUpload(upload.port)));
      return { result: { contents }, transfer: listBuffers(contents.weights) };
    }
  }
}

function listBuffers(arrays: readonly ArrayBufferView[]): ArrayBuffer[] {
  const buffers = new Set(arrays.map(({ buffer }) => buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
