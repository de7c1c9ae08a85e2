import { displayWidth, sanitizeText, truncateText } from "../text.ts";

/** Where the name of a curve stands, in units of the picture. */
export interface LegendPlace {
  /** The left end of the sample line. */
  x: number;
  /** The foot of the text. */
  y: number;
  /** The name, cut where it is long. */
  text: string;
}

/** A legend laid out. */
interface PlacedLegend {
  places: LegendPlace[];
  height: number;
}

const rowHeight = 20;
const sampleWidth = 26;
const characterWidth = 7.5;
const gap = 20;
const longestName = 40;

/** Sets the names of the curves side by side, in as many rows as they take. */
export function placeLegend(series: readonly { name: string }[], width: number): PlacedLegend {
  let x = 0;
  let y = 14;
  const places = series.map(({ name }) => {
    const text = truncateText(sanitizeText(name), longestName);
    const ownWidth = sampleWidth + Math.ceil(displayWidth(text) * characterWidth);
    if (x > 0 && x + ownWidth > width) {
      x = 0;
      y += rowHeight;
    }
    const place = { x, y, text };
    x += ownWidth + gap;
    return place;
  });
  return { places, height: places.length === 0 ? 0 : y + 6 };
}
