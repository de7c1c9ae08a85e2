import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkStrategy } from "../../../lib/strategy/check_strategy.ts";
import {
  oldIndicatorTypes,
  oldLabelKeys,
  oldMembershipTypes,
  oldOutputs,
  oldParameters,
  oldSymbolModes,
  oldTimeframeModes,
} from "../../../lib/strategy/repairs/old_words.ts";
import { describeRepair } from "../../../lib/strategy/repairs/repair.ts";
import { repairStrategy } from "../../../lib/strategy/repairs/repair_strategy.ts";
import { findIndicatorType } from "../../../lib/indicators/catalog.ts";
import { changeBase } from "../problem_table.ts";

/** A strategy with one mistake, and what a repair writes in its place. */
interface RepairCase {
  title: string;
  from: string;
  to: string;
  /** What the repaired text holds. */
  repaired: string;
  /** The hints that are repairs, in the order of the file. */
  hints: string[];
}

const symbols = "symbols: { mode: single, symbol: SPX }";
const rsi = "rsi_14: { type: rsi, period: 14 }";

const cases: RepairCase[] = [
  ...Object.entries(oldSymbolModes).filter(([, right]) => right === "single").map(([wrong, right]) => ({
    title: `the mode of symbols ${wrong}`,
    from: symbols,
    to: `symbols: { mode: ${wrong}, symbol: SPX }`,
    repaired: `symbols: { mode: ${right}, symbol: SPX }`,
    hints: [`Write "${right}"`],
  })),
  ...Object.entries(oldSymbolModes).filter(([, right]) => right !== "single").map(([wrong, right]) => ({
    title: `the mode of symbols ${wrong}`,
    from: symbols,
    to: `symbols: { mode: ${wrong}, list: [SPX, NDX] }`,
    repaired: `symbols: { mode: ${right}, list: [SPX, NDX] }`,
    hints: [`Write "${right}"`],
  })),
  ...Object.entries(oldTimeframeModes).map(([wrong, right]) => ({
    title: `the mode of timeframes ${wrong}`,
    from: "mode: multi_timeframe",
    to: `mode: ${wrong}`,
    repaired: "timeframes: { mode: multi_timeframe, list: [1h, 4h], base_timeframe: 1h }",
    hints: [`Write "${right}"`],
  })),
  ...Object.entries({ ...oldIndicatorTypes, williams_r: "williamsr", RSI_14: "rsi" }).map((
    [wrong, right],
  ) => ({
    title: `the indicator type ${wrong}`,
    from: rsi,
    to: `${rsi}\n  extra: { type: ${wrong} }`,
    repaired: `extra: { type: ${right} }`,
    hints: [`Write "${right}"`],
  })),
  ...Object.entries(oldParameters).flatMap(([type, words]) =>
    Object.entries(words).map(([wrong, right]) => {
      const value = findIndicatorType(type)?.parameters.find(({ name }) => name === right)?.default;
      return {
        title: `the parameter ${wrong} of ${type}`,
        from: rsi,
        to: `${rsi}\n  extra: { type: ${type}, ${wrong}: ${value} }`,
        repaired: `extra: { type: ${type}, ${right}: ${value} }`,
        hints: [`Rename "${wrong}" to "${right}"`],
      };
    })
  ),
  ...["atr", "adx", "mfi", "fishertransform", "williamsr", "stochastic"].map((type) => ({
    title: `the parameter source of ${type}`,
    from: rsi,
    to: `${rsi}\n  extra: { type: ${type}, source: close }`,
    repaired: `extra: { type: ${type} }`,
    hints: ["Remove it"],
  })),
  ...["macd", "squeezeintensity", "obv"].map((type) => ({
    title: `the parameter period of ${type}`,
    from: rsi,
    to: `${rsi}\n  extra: { type: ${type}, period: 14 }`,
    repaired: `extra: { type: ${type} }`,
    hints: ["Remove it"],
  })),
  ...Object.entries(oldLabelKeys).map(([wrong, right]) => ({
    title: `the label option ${wrong}`,
    from: "labels: { source: zigzag, zigzag_threshold: 0.03 }",
    to: `labels: { source: triple_barrier, ${wrong}: 3 }`,
    repaired: `labels: { source: triple_barrier, ${right}: 3 }`,
    hints: [`Rename "${wrong}" to "${right}"`],
  })),
  ...Object.entries(oldMembershipTypes).map(([wrong, right]) => {
    const parameters = { triangular: "1, 2, 3", trapezoidal: "1, 2, 3, 4", gaussian: "1, 2" }[right];
    return {
      title: `the membership type ${wrong}`,
      from: "indicator: rsi_14",
      to: `indicator: rsi_14\n    extra: { type: ${wrong}, parameters: [${parameters}] }`,
      repaired: `extra: { type: ${right}, parameters: [${parameters}] }`,
      hints: [`Write "${right}"`],
    };
  }),
  ...Object.entries(oldOutputs).flatMap(([type, words]) =>
    Object.entries(words).map(([wrong, right]) => ({
      title: `the output ${wrong} of ${type}`,
      from: "fuzzy_sets:",
      to: `  extra: { type: ${type} }\nfuzzy_sets:\n  more: { indicator: extra.${wrong}, low: [1, 2, 3] }`,
      repaired: `indicator: extra.${right}`,
      hints: [`Write "extra.${right}"`],
    }))
  ),
  {
    title: "an id in capitals",
    from: "indicator: rsi_14",
    to: "indicator: RSI_14",
    repaired: "indicator: rsi_14",
    hints: ['Write "rsi_14"'],
  },
  {
    title: "a type for the only indicator of it",
    from: "indicator: rsi_14",
    to: "indicator: rsi",
    repaired: "indicator: rsi_14",
    hints: ['Write "rsi_14"'],
  },
  {
    title: "the name of a column",
    from: "fuzzy_sets:",
    to:
      "  aroon_25: { type: aroon, period: 25 }\nfuzzy_sets:\n  more: { indicator: aroon_up_25, low: [1, 2, 3] }",
    repaired: "indicator: aroon_25.up",
    hints: ['Write "aroon_25.up"'],
  },
  {
    title: "a bare list of symbols",
    from: symbols,
    to: "symbols: [SPX, NDX]",
    repaired: "symbols: { mode: multi_symbol, list: [ SPX, NDX ] }",
    hints: ['Write {"mode":"multi_symbol","list":["SPX","NDX"]}'],
  },
  {
    title: "the section data",
    from: "training_data:",
    to: "data:",
    repaired: "training_data:",
    hints: ['Rename "data" to "training_data"'],
  },
  {
    title: "a name with a dot",
    from: "name: base",
    to: "name: base_3.5",
    repaired: "name: base_3_5",
    hints: ['Write "base_3_5"'],
  },
  {
    title: "a number in quotes",
    from: "period: 14",
    to: 'period: "14"',
    repaired: "period: 14",
    hints: ["Remove the quotes"],
  },
  {
    title: "a version without quotes",
    from: 'version: "3.0"',
    to: "version: 3.0",
    repaired: 'version: "3.0"',
    hints: ['Quote it: "3.0"'],
  },
  {
    title: "a bare list of four",
    from: "indicator: rsi_14",
    to: "indicator: rsi_14\n    extra: [1, 2, 3, 4]",
    repaired: "extra: { type: trapezoidal, parameters: [ 1, 2, 3, 4 ] }",
    hints: ["A bare list is triangular; write {type: trapezoidal, parameters: [a, b, c, d]}"],
  },
  {
    title: "a misspelt key",
    from: "epochs: 10",
    to: "epocs: 10",
    repaired: "epochs: 10",
    hints: ['Did you mean "epochs"?'],
  },
  {
    title: "a timeframe instead of a list",
    from: "timeframes: all",
    to: "timeframes: 4h",
    repaired: "timeframes: [ 4h ]",
    hints: ["Write a list: [4h]"],
  },
];

for (const { title, from, to, repaired, hints } of cases) {
  Deno.test(`repairStrategy() makes the proposed repair of ${title}`, () => {
    const wrong = changeBase(from, to);
    const found = checkStrategy(wrong);
    assert(found.repairs.length > 0, JSON.stringify(found.problems, null, 1));
    const proposed = found.problems.map((problem) => problem.hint ?? "");
    for (const hint of hints) assert(proposed.includes(hint), proposed.join("\n"));
    const { text } = repairStrategy(wrong);
    assertStringIncludes(
      text.replaceAll(/([[{]) | (?=[\]}])/g, "$1"),
      repaired.replaceAll(/([[{]) | (?=[\]}])/g, "$1"),
    );
    const left = checkStrategy(text);
    assertEquals(left.repairs, []);
    assertEquals(left.problems.filter(({ severity }) => severity === "error"), []);
  });
}

Deno.test("every repair says in its hint what it does, and does what it says", () => {
  const repairs = cases.flatMap(({ from, to }) => checkStrategy(changeBase(from, to)).repairs);
  assertEquals(new Set(repairs.map(({ repair }) => repair.kind)).size, 3);
  for (const { repair } of repairs) assert(describeRepair(repair).length > 0);
});

Deno.test("repairStrategy() changes no character of a strategy that needs no repair", () => {
  const text = changeBase("epochs: 10", "epochs:   10   # as it is");
  assertEquals(repairStrategy(text), { text, repairs: [] });
});

Deno.test("repairStrategy() keeps comments, quotes and the lines around what it mends", () => {
  const text = changeBase("name: base", "# who\nname: 'base 1'  # mine");
  assertStringIncludes(repairStrategy(text).text, "# who\nname: 'base_1' # mine\n");
  const spaced = changeBase("epochs: 10", "epocs:  10   # long\n\n\n  batch_size:   16").replace(
    "[8, 4]",
    "[8,4 ]",
  );
  assertEquals(repairStrategy(spaced).text, spaced.replace("epocs:  10   #", "epochs: 10 #"));
  const windows = spaced.replaceAll("\n", "\r\n");
  assertEquals(repairStrategy(windows).text, repairStrategy(spaced).text.replaceAll("\n", "\r\n"));
});

Deno.test("repairStrategy() renames an indicator and what refers to it", () => {
  const text = changeBase("macd_std: {", "macd.std: {").replaceAll("macd_std.", "macd.std.");
  const repaired = repairStrategy(text).text;
  assertEquals(
    checkStrategy(repaired).problems,
    checkStrategy(changeBase("name: base", "name: base")).problems,
  );
});

Deno.test("repairStrategy() leaves guesses and warnings alone where only certain errors are to be mended", () => {
  const text = changeBase("epochs: 10", "epocs: 10").replace("type: rsi,", "type: rsii,");
  assertEquals(repairStrategy(text, { certainOnly: true }).text, text);
});
