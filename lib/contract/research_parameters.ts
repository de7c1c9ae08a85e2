/**
 * What a research says of itself while it goes on.
 * @module
 */
import * as z from "zod/mini";
import { text } from "./fields.ts";

/** `metadata.parameters` of a research: which operation it has going. */
export const researchParametersSchema = z.looseObject({
  phase: text,
  design_op_id: text,
  training_op_id: text,
  backtest_op_id: text,
  assessment_op_id: text,
});
