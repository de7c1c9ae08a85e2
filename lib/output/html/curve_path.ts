/**
 * The path of a curve in a picture.
 * @module
 */

/** One point of a curve, in units of the picture; undefined where the curve has a gap. */
export type CurvePoint = { x: number; y: number } | undefined;

/**
 * Of a column of the picture: its place, and the heights at which the curve enters it, turns, and leaves it; at most
 * four, with the smallest and the largest of all among them.
 */
interface CurveColumn {
  x: number;
  ys: number[];
}

/**
 * The parts of a curve between its gaps, each as its columns. The points go from left to right. However many there are,
 * the columns are bounded by the width of the picture, and no peak is lost.
 */
export function curveSegments(points: Iterable<CurvePoint>): CurveColumn[][] {
  const segments: CurveColumn[][] = [];
  let segment: CurveColumn[] | undefined;
  for (const point of points) {
    if (point === undefined) {
      segment = undefined;
      continue;
    }
    if (segment === undefined) segments.push(segment = []);
    const column = segment.at(-1);
    if (column !== undefined && Math.floor(column.x) === Math.floor(point.x)) addToColumn(column.ys, point.y);
    else segment.push({ x: point.x, ys: [point.y] });
  }
  return segments;
}

/** SVG path data of the line along some segments. */
export function linePath(segments: readonly (readonly CurveColumn[])[]): string {
  return segments.map((segment) => {
    const [start, ...others] = placesOf(segment);
    // A line without length shows as a dot.
    return others.length === 0 ? `M${start}h0` : `M${start}L${others.join(" ")}`;
  }).join("");
}

/** SVG path data of the area between some segments and a height of the picture. */
export function areaPath(segments: readonly (readonly CurveColumn[])[], baseline: number): string {
  const foot = round(baseline);
  return segments.filter((segment) => segment.length > 1).map((segment) => {
    const [left, right] = [segment[0].x, segment[segment.length - 1].x];
    return `M${round(left)} ${foot}L${placesOf(segment).join(" ")} ${round(right)} ${foot}Z`;
  }).join("");
}

function placesOf(segment: readonly CurveColumn[]): string[] {
  return segment.flatMap(({ x, ys }) => ys.map((y) => `${round(x)} ${round(y)}`));
}

/** `ys` is [first], or [first, smallest, largest, last]. */
function addToColumn(ys: number[], y: number): void {
  const smallest = ys.length === 1 ? ys[0] : ys[1];
  const largest = ys.length === 1 ? ys[0] : ys[2];
  ys[1] = Math.min(smallest, y);
  ys[2] = Math.max(largest, y);
  ys[3] = y;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
