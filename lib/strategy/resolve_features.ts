import type {
  FuzzySetDefinition,
  IndicatorDefinition,
  MembershipDefinition,
  MembershipType,
  NetworkInput,
  Normalization,
  Strategy,
} from "./strategy.ts";

/** One input column of the network. */
export interface StrategyFeature {
  /** `{timeframe}_{fuzzy set}_{membership}`, or `{timeframe}_{reference}_raw`. */
  readonly featureId: string;
  readonly timeframe: string;
  /** The id of the fuzzy set, or `__raw__`. */
  readonly fuzzySet: string;
  /** The name of the membership function, or `raw`. */
  readonly membership: string;
  readonly indicatorId: string;
  /** The output that the reference names; null if it names none. */
  readonly indicatorOutput: string | null;
  readonly indicator: Pick<IndicatorDefinition, "type" | "parameters">;
  /** The indicator's column: `value`, or the name of the output. */
  readonly output: string;
  /** Null for a raw input. */
  readonly membershipFunction:
    | { readonly type: MembershipType; readonly parameters: readonly number[] }
    | null;
  /** Null for a fuzzy input. */
  readonly normalization: Normalization | null;
}

/** An input column before its indicator is looked up. */
export interface ResolvedInput {
  readonly featureId: string;
  readonly timeframe: string;
  readonly input: NetworkInput;
  /** Null for a raw input. */
  readonly fuzzySet: FuzzySetDefinition | null;
  /** Null for a raw input. */
  readonly membership: MembershipDefinition | null;
  /** What the column is made of; two columns of the same origin are equal. */
  readonly origin: string;
}

/**
 * The features of a strategy in the order of the network's inputs: for each entry of `nn_inputs` as written,
 * for each timeframe, for each membership function as written. An input that is written twice gives its
 * features twice.
 */
export function resolveFeatures(strategy: Strategy): StrategyFeature[] {
  const fuzzySets = new Map(strategy.fuzzySets.map((set) => [set.id, set]));
  const indicators = new Map(strategy.indicators.map((indicator) => [indicator.id, indicator]));
  return resolveInputs(strategy.inputs, fuzzySets).flatMap((resolved) => {
    const target = resolved.fuzzySet ?? (resolved.input.kind === "raw" ? resolved.input : undefined);
    const indicator = target && indicators.get(target.indicatorId);
    return target && indicator ? [describeFeature(resolved, { target, indicator })] : [];
  });
}

/** The columns of network inputs, in the same order. Unknown fuzzy sets give none. */
export function resolveInputs(
  inputs: readonly NetworkInput[],
  fuzzySets: ReadonlyMap<string, FuzzySetDefinition>,
): ResolvedInput[] {
  return inputs.flatMap((input) =>
    input.timeframes.flatMap((timeframe): ResolvedInput[] => {
      if (input.kind === "raw") {
        const featureId = `${timeframe}_${input.reference}_raw`;
        const origin = `raw ${featureId} ${input.normalization}`;
        return [{ featureId, timeframe, input, fuzzySet: null, membership: null, origin }];
      }
      const fuzzySet = fuzzySets.get(input.fuzzySetId);
      return (fuzzySet?.memberships ?? []).map((membership) => {
        const featureId = `${timeframe}_${input.fuzzySetId}_${membership.name}`;
        const origin = JSON.stringify([timeframe, input.fuzzySetId, membership.name]);
        return { featureId, timeframe, input, fuzzySet: fuzzySet ?? null, membership, origin };
      });
    })
  );
}

interface FeatureTarget {
  target: { indicatorId: string; reference: string; output: string };
  indicator: IndicatorDefinition;
}

function describeFeature(resolved: ResolvedInput, { target, indicator }: FeatureTarget): StrategyFeature {
  const { featureId, timeframe, input, fuzzySet, membership } = resolved;
  return {
    featureId,
    timeframe,
    fuzzySet: fuzzySet?.id ?? "__raw__",
    membership: membership?.name ?? "raw",
    indicatorId: target.indicatorId,
    indicatorOutput: target.reference === target.indicatorId ? null : target.output,
    indicator: { type: indicator.type, parameters: indicator.parameters },
    output: target.output,
    membershipFunction: membership && { type: membership.type, parameters: membership.parameters },
    normalization: input.kind === "raw" ? input.normalization : null,
  };
}
