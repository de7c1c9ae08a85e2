/**
 * What stands in the two files of a stored model.
 * @module
 */
import type { ModelDescription, ModelFiles } from "../store.ts";
import * as z from "zod";
import { KtrdrError } from "../../../errors.ts";
import { boundedList } from "../bounded_list.ts";
import { damagedFile } from "../store_error.ts";

/** The file with everything but the weights. */
export const modelFile = "model.json";
/** The file with the weights. */
export const weightsFile = "weights.bin";

const formatVersion = 1;
const json = z.record(z.string(), z.unknown());

/** More arrays than the weights of any network have here. */
const mostArrays = 1000;
/** More numbers than fit into any one array of weights: one GiB of them. */
const mostNumbers = 2 ** 28;
const mostTimeframes = 100;
/** More symbols, and more features, than any training could hold in memory. */
const mostNames = 10_000;

const formatSchema = z.looseObject({ format: z.int().positive() });
const modelSchema = z.object({
  createdAt: z.number(),
  weightLengths: boundedList(z.int().nonnegative().max(mostNumbers), mostArrays),
  model: z.object({
    strategyName: z.string(),
    symbols: boundedList(z.string(), mostNames, { isFilled: true }),
    timeframes: boundedList(z.string(), mostTimeframes, { isFilled: true }),
    timeframe: z.string(),
    operationId: z.string(),
    strategyText: z.string(),
    features: boundedList(z.string(), mostNames),
    shape: json,
    scales: boundedList(z.object({ offset: z.number(), scale: z.number() }).nullable(), mostNames),
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

/** Writes a model as the contents of its files. */
export function formatModel({ model, weights, createdAt }: ModelContent): ModelFiles {
  const lengths = weights.map((array) => array.length);
  const content = { format: formatVersion, createdAt, weightLengths: lengths, model };
  return { description: JSON.stringify(content, null, 2) + "\n", weights: joinArrays(weights) };
}

/** What `model.json` says. */
interface ModelFacts {
  readonly model: ModelDescription;
  readonly createdAt: number;
  /** Of the arrays in `weights.bin`. */
  readonly lengths: readonly number[];
}

/** Reads a stored `model.json`. Throws KtrdrError, naming the file, if it is damaged or of a newer format. */
export function readModel(path: string, text: string): ModelFacts {
  const parsed = parseModel(text);
  if ("facts" in parsed) return parsed.facts;
  if ("damage" in parsed) throw damagedFile(path, parsed.damage);
  throw new KtrdrError(`The model "${path}" has format ${parsed.format}, expected ${formatVersion} or less`, {
    hint: "Use a newer ktrdr, or train the model again",
    details: { path },
  });
}

/** Reads the contents of the two files of a model from elsewhere. Throws RangeError that says what is wrong. */
export function decodeModel({ description, weights }: ModelFiles): ModelContent {
  const parsed = parseModel(description);
  if ("format" in parsed) {
    throw new RangeError(`${modelFile} has format ${parsed.format}, expected ${formatVersion} or less`);
  }
  if ("damage" in parsed) {
    throw new RangeError(`${modelFile} is not what it should be: ${describeDamage(parsed.damage)}`, {
      cause: parsed.damage,
    });
  }
  const { model, createdAt, lengths } = parsed.facts;
  const arrays = splitWeights(weights, lengths);
  if (arrays === null) throw new RangeError(`${weightsFile} has another length than ${modelFile} says`);
  return { model, createdAt, weights: arrays };
}

/** The arrays in `weights.bin`; null where its length is not that of all of them. */
export function splitWeights(
  bytes: Uint8Array<ArrayBuffer>,
  lengths: readonly number[],
): Float32Array[] | null {
  const count = lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.byteLength !== count * Float32Array.BYTES_PER_ELEMENT) return null;
  const values = new Float32Array(bytes.slice().buffer);
  let end = 0;
  return lengths.map((length) => values.slice(end, end += length));
}

/** What a text turns out to be: the facts of a model, one of a format that is newer than this program, or none. */
type ParsedModel = { facts: ModelFacts } | { format: number } | { damage: unknown };

function parseModel(text: string): ParsedModel {
  const content = parseJson(text);
  if ("damage" in content) return content;
  const format = formatSchema.safeParse(content.value);
  if (!format.success) return { damage: format.error };
  if (format.data.format > formatVersion) return { format: format.data.format };
  const parsed = modelSchema.safeParse(content.value);
  if (!parsed.success) return { damage: parsed.error };
  const { model, createdAt, weightLengths: lengths } = parsed.data;
  return { facts: { model, createdAt, lengths } };
}

function parseJson(text: string): { value: unknown } | { damage: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch (damage) {
    return { damage };
  }
}

function describeDamage(damage: unknown): string {
  if (!(damage instanceof z.ZodError)) return "it is no JSON";
  const [{ path, message }] = damage.issues;
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function joinArrays(arrays: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Float32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let end = 0;
  for (const array of arrays) {
    joined.set(array, end);
    end += array.length;
  }
  return new Uint8Array(joined.buffer);
}
