/**
 * The indicators that the user means, where there may be several, each with parameters of its own.
 * @module
 */
import { chooseIndicator, type ChosenIndicator, hasPeriod } from "./choose_indicator.ts";
import type { PlacedText } from "./placed_text.ts";

/** What the user says of the indicators. */
export interface IndicatorWishes {
  /** Names, which may bring a period: `SMA:50`. */
  indicator?: readonly PlacedText[] | undefined;
  /** Of those that have one and do not bring it. */
  period?: number | undefined;
  /** Each as `name=value`. It belongs to the indicator before it; one before the first, to all. */
  param?: readonly PlacedText[] | undefined;
}

/**
 * The indicators of some wishes, each once, under names of their own. Throws UsageError as {@linkcode chooseIndicator}
 * does.
 */
export function chooseIndicators({ indicator = [], period, param = [] }: IndicatorWishes): ChosenIndicator[] {
  const places = indicator.map(({ place }) => place);
  const [first = Infinity] = places;
  const wishes = indicator.map(({ text, place }) => {
    const past = places.find((other) => other > place) ?? Infinity;
    const own = param.filter((one) => one.place < first || one.place > place && one.place < past);
    const isWithout = text.includes(":") || indicator.length > 1 && !hasPeriod(text);
    const texts = own.map((one) => one.text.trim());
    return {
      chosen: chooseIndicator({ type: text, period: isWithout ? undefined : period, param: texts }),
      texts,
    };
  });
  const different = new Map(
    wishes.map((one) => [JSON.stringify([one.chosen.id, one.chosen.parameters]), one]),
  );
  const all = [...different.values()];
  return all.map(({ chosen, texts }) => {
    const isAlone = all.filter((other) => other.chosen.name === chosen.name).length === 1;
    const others = texts.filter((text) => !/^period\s*=/.test(text));
    return isAlone || others.length === 0
      ? chosen
      : { ...chosen, name: `${chosen.name}(${others.join(",")})` };
  });
}
