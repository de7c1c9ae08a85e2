import type { ConfiguredFuzzySet } from "./check_fuzzy_config.ts";
import { guessIndicator } from "./guess_indicator.ts";
import type { MembershipDefinition } from "../strategy.ts";

/** The names of the templates: one fuzzy set to start with, all of them, or that of one indicator. */
export const fuzzyTemplateNames = [
  "default",
  "advanced",
  "rsi",
  "stochastic",
  "mfi",
  "williamsr",
  "cci",
  "adx",
  "aroon",
] as const;

/** One of {@linkcode fuzzyTemplateNames}. */
export type FuzzyTemplateName = typeof fuzzyTemplateNames[number];

/** Where three classes of an indicator begin and end, and what they are called. */
interface Template {
  readonly name: string;
  readonly ends: readonly [number, number];
  /** Values at which one class goes over into the next one. */
  readonly between: readonly [number, number, number, number];
  readonly classes: readonly [string, string, string];
}

const swing = ["oversold", "neutral", "overbought"] as const;
const strength = ["weak", "moderate", "strong"] as const;

/** Indicators whose values have a fixed scale, or nearly so: others depend on the price. */
const templates: readonly Template[] = [
  { name: "rsi_14", ends: [0, 100], between: [25, 40, 60, 75], classes: swing },
  { name: "stochastic_14_3_3", ends: [0, 100], between: [15, 30, 70, 85], classes: swing },
  { name: "mfi_14", ends: [0, 100], between: [15, 30, 70, 85], classes: swing },
  { name: "williamsr_14", ends: [-100, 0], between: [-85, -70, -30, -15], classes: swing },
  { name: "cci_20", ends: [-400, 400], between: [-150, -50, 50, 150], classes: swing },
  { name: "adx_14", ends: [0, 100], between: [15, 25, 25, 40], classes: strength },
  { name: "aroon_14", ends: [0, 100], between: [20, 40, 60, 80], classes: ["down", "sideways", "up"] },
];

/** The fuzzy sets of a template, to start with. */
export function fuzzyTemplate(name: FuzzyTemplateName): ConfiguredFuzzySet[] {
  const wanted = name === "default" ? "rsi" : name;
  return templates.map(toSet).filter((set) => name === "advanced" || set.indicator.type === wanted);
}

/** The fuzzy set to start with for an indicator type; undefined where its values have no fixed scale. */
export function templateOfType(type: string): ConfiguredFuzzySet | undefined {
  return templates.map(toSet).find((set) => set.indicator.type === type);
}

function toSet({ name, ends: [low, high], between: [a, b, c, d], classes }: Template): ConfiguredFuzzySet {
  const guess = guessIndicator(name);
  if (guess === undefined) throw new RangeError(`The template "${name}" is of no indicator type`);
  // At its outer corners a trapezoid is 0: they lie beyond the scale, so that its ends belong to a class.
  const margin = (high - low) / 100;
  const shapes = [[low - margin, low, a, b], [a, b, c, d], [c, d, high, high + margin]];
  const memberships = classes.map((name, index): MembershipDefinition => ({
    name,
    type: "trapezoidal",
    parameters: shapes[index],
  }));
  const { output, ...indicator } = guess;
  return { id: name, indicator, output, memberships };
}
