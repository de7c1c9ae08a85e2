/**
 * What stands in the two files of a stored model.
 * @module
 */
import * as z from "zod";
import { KtrdrError } from "../../errors.ts";
import { columnBytes } from "./columns.ts";
import { damagedFile } from "./store_error.ts";
import type { ModelDescription } from "./store.ts";

/** The file with everything but the weights. */
export const modelFile = "model.json";
/** The file with the weights. */
export const weightsFile = "weights.bin";

const formatVersion = 1;
const json = z.record(z.string(), z.unknown());

const formatSchema = z.looseObject({ format: z.int().positive() });
const modelSchema = z.object({
  createdAt: z.number(),
  weightLengths: z.array(z.int().nonnegative()),
  model: z.object({
    strategyName: z.string(),
    symbols: z.array(z.string()).min(1),
    timeframes: z.array(z.string()).min(1),
    timeframe: z.string(),
    operationId: z.string(),
    strategyText: z.string(),
    features: z.array(z.string()),
    shape: json,
    scales: z.array(z.object({ offset: z.number(), scale: z.number() }).nullable()),
    metrics: json,
  }),
});

/** A model as it is handed over. */
export interface ModelContent {
  readonly model: ModelDescription;
  readonly weights: readonly Float32Array[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The contents of the two files. */
export function formatModel({ model, weights, createdAt }: ModelContent): {
  readonly description: string;
  readonly weights: Uint8Array;
} {
  const lengths = weights.map((array) => array.length);
  const content = { format: formatVersion, createdAt, weightLengths: lengths, model };
  return { description: JSON.stringify(content, null, 2) + "\n", weights: joinArrays(weights) };
}

/** Reads `model.json`. Throws KtrdrError, naming the file, if it is damaged or of a newer format. */
export function readModel(path: string, text: string): {
  readonly model: ModelDescription;
  readonly createdAt: number;
  readonly lengths: readonly number[];
} {
  const content = parseJson(path, text);
  const format = formatSchema.safeParse(content);
  if (!format.success) throw damagedFile(path, format.error);
  if (format.data.format > formatVersion) {
    throw new KtrdrError(
      `The model "${path}" has format ${format.data.format}, expected ${formatVersion} or less`,
      {
        hint: "Use a newer ktrdr, or train the model again",
        details: { path },
      },
    );
  }
  const parsed = modelSchema.safeParse(content);
  if (!parsed.success) throw damagedFile(path, parsed.error);
  const { model, createdAt, weightLengths } = parsed.data;
  return { model, createdAt, lengths: weightLengths };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damagedFile(path, error);
  }
}

function joinArrays(arrays: readonly Float32Array[]): Uint8Array {
  const joined = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let end = 0;
  for (const array of arrays) {
    joined.set(array, end);
    end += array.length;
  }
  return columnBytes(joined);
}
