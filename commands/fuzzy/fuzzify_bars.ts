import type { FuzzyCalculation } from "../../lib/contract/fuzzy.ts";
import type { Timeframe } from "../../lib/contract/words/timeframe.ts";
import { KtrdrError } from "../../lib/errors.ts";
import type { Context } from "../program/context.ts";
import type { Period } from "../program/parse_period.ts";
import type { ChosenFuzzySet } from "./choose_fuzzy_set.ts";

/** Which bars, and what to fuzzify over them. */
interface FuzzifyBarsRequest {
  symbol: string;
  timeframe: Timeframe;
  period: Period;
  chosen: ChosenFuzzySet;
  /** How many bars, from the newest; Infinity: all. */
  rows: number;
}

/** Lets the server fuzzify an indicator. Throws KtrdrError where it cannot: KTRDR's own server has no such endpoint. */
export async function fuzzifyBars(context: Context, request: FuzzifyBarsRequest): Promise<FuzzyCalculation> {
  const client = await context.client();
  if (!await client.health.supports("fuzzy_calculate")) {
    throw new KtrdrError(
      `The server at ${client.baseUrl} cannot fuzzify bars: it has no POST /fuzzy/calculate`,
      {
        hint: "Use --embedded, which fuzzifies the bars that are here",
      },
    );
  }
  const { symbol, timeframe, period, chosen: { set, type, parameters }, rows } = request;
  return await client.fuzzy.calculate({
    symbol,
    timeframe,
    ...period,
    indicator: { type, parameters, output: set.output },
    fuzzy_sets: Object.fromEntries(
      set.memberships.map((one) => [one.name, { type: one.type, parameters: [...one.parameters] }]),
    ),
    ...(rows === Infinity ? {} : { limit: rows }),
  });
}
