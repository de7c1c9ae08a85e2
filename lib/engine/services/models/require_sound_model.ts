/**
 * Whether what stands in the files of a model from elsewhere belongs together.
 * @module
 */
import { safeParse } from "zod/v4/core";
import { timeframeNames } from "../../../contract/words/timeframe.ts";
import { type NetworkShape, requireWeights, rowsRead } from "../../domain/network/network_shape.ts";
import type { ModelContent } from "../../store/models/model_files.ts";
import { readModelFeatures, shapeSchema } from "../backtests/plan_backtest.ts";

/** No window of a recurrent network is longer. */
const mostRowsRead = 10_000;
/** No price has a scale beyond it, and with one beyond it no feature is a number. */
const largestScale = 1e30;
/** Characters of a strategy. */
const mostText = 64 * 1024;

/**
 * Does nothing for a model that can be listed, shown and backtested. Throws a RangeError that says what does not belong
 * together, and a 400 for a strategy with errors or of other features.
 */
export function requireSoundModel({ model, weights, createdAt }: ModelContent): void {
  const { features, scales, timeframe, timeframes, operationId, strategyText } = model;
  if (Number.isNaN(new Date(createdAt).getTime())) throw new RangeError(`its time "${createdAt}" is none`);
  if (!/^[\w.:-]{0,199}\w$/.test(operationId)) {
    throw new RangeError(`the id of its operation, "${operationId}", is none`);
  }
  const unknown = timeframes.find((one) => !timeframeNames.some((name) => name === one));
  if (unknown !== undefined) throw new RangeError(`its timeframe "${unknown}" is none`);
  if (!timeframes.includes(timeframe)) {
    throw new RangeError(`its timeframe "${timeframe}" is none of ${timeframes.join(", ")}`);
  }
  if (strategyText.length > mostText) {
    throw new RangeError(`its strategy has ${strategyText.length} characters, expected at most ${mostText}`);
  }
  readModelFeatures({ ...model, id: "of the file" });
  const { success, data: shape } = safeParse(shapeSchema, model.shape);
  if (!success || !isWithinBounds(shape, weights.length)) {
    throw new RangeError("its network has no shape that is known here");
  }
  if (shape.inputs !== features.length || scales.length !== features.length) {
    throw new RangeError(
      `its network has ${shape.inputs} inputs for ${features.length} features and ${scales.length} scales`,
    );
  }
  requireWeights(shape, weights);
  const odd = scales.find((scale) => scale !== null && !(isModest(scale.offset) && isModest(scale.scale)));
  if (odd) throw new RangeError(`a scale of its features is beyond ${largestScale}`);
  if (!weights.every((array) => array.every(Number.isFinite))) {
    throw new RangeError("a weight of its network is no finite number");
  }
}

function isModest(value: number): boolean {
  return Math.abs(value) <= largestScale;
}

/** Every layer has an array of weights at least: more layers are not even looked at. */
function isWithinBounds(shape: NetworkShape, arrays: number): boolean {
  return rowsRead(shape) <= mostRowsRead && (!("numLayers" in shape) || shape.numLayers <= arrays);
}
