/**
 * Whether features know what they cannot know: computed again on fewer bars, they must stay the same.
 * @module
 */
import { type Bars, sliceBars } from "../bars.ts";
import type { FeatureMatrix } from "../features.ts";
import { compareColumns } from "./compare_columns.ts";
import {
  computeTimeframeFeatures,
  requireBars,
  type TimeframeFeaturesOptions,
} from "./timeframe_features.ts";
import { barEndOf } from "./bar_end.ts";

/** What {@linkcode checkFeatures} checks, and how. */
export interface CheckFeaturesOptions extends TimeframeFeaturesOptions {
  /** How many bars pass before a value counts. */
  readonly warmUp: number;
}

/** What was found of one feature. Rows and bars are those of the base timeframe. */
export interface FeatureFinding {
  readonly id: string;
  /** At how many cuts a value up to the cut was another one than with all bars. */
  readonly changedCuts: number;
  /** How far before a cut a value still changed; null where none did. */
  readonly lookAheadBars: number | null;
  /** The first row that changed; null where none did. */
  readonly firstChange: number | null;
  /** After how many bars a value no longer depends on where the bars start; null where it still does at their end. */
  readonly warmUpBars: number | null;
  /** The largest difference after `warmUp` bars, as `compareColumns` measures it; Infinity: a value is there, then not. */
  readonly differenceAfterWarmUp: number;
  /** Whether it does so for good: the difference does not shrink to a thousandth either. */
  readonly dependsOnStart: boolean;
}

/** What was found of all features, in the order of the specs. */
export interface FeatureFindings {
  readonly rows: number;
  readonly cuts: number;
  readonly starts: number;
  readonly features: readonly FeatureFinding[];
}

/** Of fewer rows only the first and the last ones are cut off: an indicator needs its bars. */
const fewRows = 100;
/** Where the first cut is, as a part of the rows. */
const firstCut = { few: 0.85, many: 0.5 } as const;
/** Parts of the rows at which the bars start later. */
const startShares = { few: [0.02, 0.05, 0.1], many: [0.1, 0.2, 0.3] } as const;
/** A feature that never settles may by chance be the same on its last rows. */
const tailShare = 0.05;
const lastingDifference = 1e-3;

/**
 * Computes the features on all bars, on bars that end earlier (look-ahead: values up to the cut must not change), and
 * on bars that start later (warm-up: values must become the same). At a cut only those bars of other timeframes remain
 * that have ended. The cuts lie in the later half; there are 20, fewer where there are many bars.
 *
 * It takes long, so it stops after every pass over the bars: whoever runs it can do something else in between, or end it.
 *
 * @throws {RangeError} with no bars beyond the warm-up, and where a feature cannot be computed on a part of the bars.
 */
export function* checkFeatures(
  series: ReadonlyMap<string, Bars>,
  options: CheckFeaturesOptions,
): Generator<void, FeatureFindings> {
  const rows = requireBars(series, options.base).time.length;
  if (rows <= options.warmUp) {
    throw new RangeError(`A check needs at least ${options.warmUp + 1} bars, got ${rows}`);
  }
  const check = { series, options, full: computeTimeframeFeatures(series, options), rows };
  yield;
  const cuts = chooseCuts(rows);
  const ends = yield* passOver(cuts, (cut) => compareUntil(check, cut));
  const shares = startShares[rows < fewRows ? "few" : "many"];
  const starts = yield* passOver(shares, (share) => compareFrom(check, Math.floor(rows * share)));
  const features = options.specs.map(({ id }, feature) => ({
    id,
    ...summarizeEnds(ends.map((of) => of[feature]), cuts),
    ...summarizeStarts(starts.map((of) => of[feature])),
  }));
  return { rows, cuts: cuts.length, starts: starts.length, features };
}

/** What each pass gives; stops after each. */
function* passOver<Place, Result>(
  places: readonly Place[],
  pass: (place: Place) => Result,
): Generator<void, Result[]> {
  const results: Result[] = [];
  for (const place of places) {
    results.push(pass(place));
    yield;
  }
  return results;
}

/** The last rows of the shortened bars. */
function chooseCuts(rows: number): number[] {
  const count = Math.min(20, Math.max(4, Math.round(400_000 / rows)));
  const first = rows < fewRows ? firstCut.few : firstCut.many;
  const cuts = Array.from(
    { length: count },
    (_, cut) => Math.floor(rows * (first + (1 - first) * (cut + 1) / (count + 1))),
  );
  return [...new Set(cuts)];
}

interface Check {
  readonly series: ReadonlyMap<string, Bars>;
  readonly options: CheckFeaturesOptions;
  readonly full: FeatureMatrix;
  readonly rows: number;
}

/** The first row of each feature that changes when there are no bars after the end of the row `cut`; null for none. */
function compareUntil({ series, options, full }: Check, cut: number): (number | null)[] {
  const now = barEndOf(options.base)(requireBars(series, options.base).time[cut]);
  const shortened = mapSeries(series, (bars, timeframe) => {
    const endOf = barEndOf(timeframe);
    return sliceBars(bars, 0, bars.time.findLastIndex((time) => endOf(time) <= now) + 1);
  });
  const { columns } = computeTimeframeFeatures(shortened, options);
  return columns.map((column, feature) => compareColumns(full.columns[feature], column, { offset: 0 }).first);
}

/** How far each feature differs when the bars start with the row `start`. */
interface StartDifference {
  /** After how many bars there is no difference any more; null while there is one near the end. */
  readonly warmUpBars: number | null;
  readonly afterWarmUp: number;
  readonly atEnd: number;
}

function compareFrom({ series, options, full, rows }: Check, start: number): StartDifference[] {
  const first = requireBars(series, options.base).time[start];
  const shortened = mapSeries(series, (bars) => {
    const index = bars.time.findIndex((time) => time >= first);
    return sliceBars(bars, index < 0 ? bars.time.length : index, bars.time.length);
  });
  const { columns } = computeTimeframeFeatures(shortened, options);
  const length = rows - start;
  const tail = length - Math.ceil(length * tailShare);
  return columns.map((column, feature) => {
    const compare = (from: number) => compareColumns(full.columns[feature], column, { offset: start, from });
    const { last } = compare(0);
    return {
      warmUpBars: last === null ? 0 : last < tail ? last + 1 : null,
      afterWarmUp: compare(options.warmUp).largest,
      atEnd: compare(tail).largest,
    };
  });
}

function summarizeEnds(
  firsts: readonly (number | null)[],
  cuts: readonly number[],
): Pick<FeatureFinding, "changedCuts" | "lookAheadBars" | "firstChange"> {
  const changes = firsts.flatMap((first, index) =>
    first === null ? [] : [{ first, bars: cuts[index] - first }]
  );
  if (changes.length === 0) return { changedCuts: 0, lookAheadBars: null, firstChange: null };
  return {
    changedCuts: changes.length,
    lookAheadBars: Math.max(...changes.map(({ bars }) => bars)),
    firstChange: Math.min(...changes.map(({ first }) => first)),
  };
}

function summarizeStarts(
  starts: readonly StartDifference[],
): Pick<FeatureFinding, "warmUpBars" | "differenceAfterWarmUp" | "dependsOnStart"> {
  const settled = starts.flatMap(({ warmUpBars }) => warmUpBars ?? []);
  const isSettled = settled.length === starts.length;
  return {
    warmUpBars: isSettled ? Math.max(...settled) : null,
    differenceAfterWarmUp: Math.max(...starts.map(({ afterWarmUp }) => afterWarmUp)),
    dependsOnStart: !isSettled && starts.some(({ atEnd }) => atEnd > lastingDifference),
  };
}

function mapSeries(
  series: ReadonlyMap<string, Bars>,
  change: (bars: Bars, timeframe: string) => Bars,
): Map<string, Bars> {
  return new Map([...series].map(([timeframe, bars]) => [timeframe, change(bars, timeframe)]));
}
