/**
 * Known fuzzy sets over stored bars, as several endpoints ask for them.
 * @module
 */
import type * as z from "zod";
import type { fuzzyDataRequestSchema } from "../../../contract/fuzzy.ts";
import { type Bars, sliceBars } from "../../domain/bars.ts";
import { type AnalysisBars, type AnalysisQuery, readAnalysisBars } from "../bars/analysis_bars.ts";
import { findPriceColumn, fuzzifyKnownSet, fuzzifyValues, type Memberships } from "./compute_memberships.ts";
import type { Engine } from "../engine.ts";
import { KnownFuzzySets } from "./known_fuzzy_sets.ts";
import { requireFeasible } from "../indicators/require_feasible.ts";
import { ServiceError, valueError } from "../service_error.ts";

/** Most bars of an overlay: the newest ones. */
const mostOverlayBars = 10_000;

/** Degrees over bars. */
export interface FuzzifiedBars extends AnalysisBars {
  /** By the name that was asked for; each column as long as the bars. */
  readonly memberships: ReadonlyMap<string, Memberships>;
  readonly warnings: readonly string[];
}

/** The known fuzzy sets that a request names. Throws a 400, 404 or 422 for the first thing that cannot be done. */
export async function fuzzifyData(
  engine: Engine,
  request: z.output<typeof fuzzyDataRequestSchema>,
): Promise<FuzzifiedBars> {
  const known = new KnownFuzzySets(engine);
  const asked = request.indicators.map((indicator) => ({
    ...indicator,
    found: known.require(indicator.name),
  }));
  for (const [index, { name }] of asked.entries()) {
    if (asked.findIndex((other) => other.name === name) === index) continue;
    throw valueError(`body -> indicators -> ${index} -> name`, `"${name}" is asked for twice`);
  }
  const bars = await readAnalysisBars(engine, request);
  requireFeasible({
    bars: bars.bars.time.length,
    columns: asked.reduce((count, { found: { set } }) => count + set.memberships.length, 0),
  });
  const memberships = asked.map(({ name, source_column: column, found }): [string, Memberships] => {
    if (column === null || column === undefined) return [name, fuzzifyKnownSet(bars.bars, { found })];
    return [name, fuzzifyValues(findPriceColumn(bars.bars, column), found.set.memberships)];
  });
  return { ...bars, memberships: new Map(memberships), warnings: [] };
}

/**
 * The known fuzzy sets of these names, or all, over the newest bars of a period. What cannot be done is left out, and a
 * warning says why. Throws a 400 for a bad date and a 404 where there are no bars.
 */
export async function fuzzifyOverlay(
  engine: Engine,
  { names, ...query }: AnalysisQuery & { readonly names: readonly string[] | null },
): Promise<FuzzifiedBars> {
  const known = new KnownFuzzySets(engine);
  const found = await readAnalysisBars(engine, query);
  const count = found.bars.time.length;
  const first = Math.max(0, count - mostOverlayBars);
  const warnings = first === 0 ? [] : [`Only the newest ${mostOverlayBars} of ${count} bars are shown`];
  const memberships = new Map<string, Memberships>();
  for (const name of new Set(names ?? known.list().map(({ id }) => id))) {
    const result = collectRefusal(() => computeNamed(known, { name, bars: found.bars, first }));
    if (typeof result === "string") warnings.push(result);
    else memberships.set(name, result);
  }
  const bars = sliceBars(found.bars, first, count);
  return { ...found, bars, memberships, warnings };
}

interface NamedSet {
  readonly name: string;
  readonly bars: Bars;
  readonly first: number;
}

function computeNamed(known: KnownFuzzySets, { name, bars, first }: NamedSet): Memberships | string {
  const found = known.find(name);
  if (found === undefined) return `Unknown indicator '${name}' - skipping`;
  return fuzzifyKnownSet(bars, { found, first });
}

/** What the work gives; or why it was refused. */
function collectRefusal<Result>(work: () => Result): Result | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}
