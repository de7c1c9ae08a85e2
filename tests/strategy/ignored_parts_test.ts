import { assertEquals } from "@std/assert";
import { checkStrategy } from "../../lib/strategy/check_strategy.ts";
import { changeBase } from "./problem_table.ts";

Deno.test("checkStrategy() accepts what KTRDR only ignores, and says that it has no effect", () => {
  const cases: [string, string, string][] = [
    [
      "epochs: 10",
      "lr_scheduler: true",
      '"lr_scheduler" must be a mapping with a type, or a type, not "true": it has no effect',
    ],
    [
      "epochs: 10",
      "lr_scheduler: cosine",
      '"lr_scheduler" must be "step", "exponential" or "reduce_on_plateau", not "cosine": it has no effect',
    ],
    [
      "epochs: 10",
      "early_stopping: 5",
      '"early_stopping" must be a mapping, true or false, not "5": it has no effect',
    ],
    [
      "epochs: 10",
      "optimizer: lion",
      '"optimizer" must be "adam", "sgd" or "rmsprop", not "lion": adam is used',
    ],
    [
      "activation: tanh",
      "activation: swish",
      '"activation" must be "relu", "tanh", "sigmoid" or "leaky_relu", not "swish": relu is used',
    ],
    [
      "period: 14",
      "period: 14, timeframe: 1h",
      '"timeframe" has no effect: the indicator type rsi has no such parameter',
    ],
    ["name: base", "name: base\nbrand: x", 'Unknown key "brand", it has no effect'],
    [
      "type: rsi,",
      "type: rsi, kind: x,",
      '"kind" has no effect: the indicator type rsi has no such parameter',
    ],
  ];
  for (const [from, to, message] of cases) {
    const { strategy, problems } = checkStrategy(changeBase(from, to));
    assertEquals(problems.map((problem) => [problem.severity, problem.message]), [["warning", message]]);
    assertEquals(strategy === null, false);
  }
});

Deno.test("checkStrategy() gives a model without an architecture the layers of KTRDR", () => {
  const { strategy, problems } = checkStrategy(
    changeBase(/\n {2}architecture: .*/.exec(changeBase("base", "base"))?.[0] ?? "", ""),
  );
  assertEquals(problems.map(({ severity, path }) => [severity, path]), [["warning", "model"]]);
  assertEquals(strategy?.model, { type: "mlp", hiddenLayers: [64, 32], dropout: 0.2, activation: "relu" });
});

Deno.test("checkStrategy() takes types and activations in any case", () => {
  const { strategy, problems } = checkStrategy(changeBase("type: mlp", "type: MLP").replace("tanh", "Tanh"));
  assertEquals(problems, []);
  assertEquals(strategy?.model, { type: "mlp", hiddenLayers: [8, 4], dropout: 0.1, activation: "tanh" });
});

Deno.test("checkStrategy() offers both columns of a COT report, and the series and spread of FRED", () => {
  const context = [
    "context_data:",
    "  - { provider: cftc_cot, report: EUR }",
    "  - { provider: fred, series: [DGS2, DGS10], alignment: forward_fill }",
    "  - { provider: ib, symbol: GBPUSD, timeframe: 1h }",
    "indicators:",
  ].join("\n");
  for (const id of ["cot_EUR_net_pos", "cot_EUR_net_pct", "fred_DGS2", "yield_spread_DGS2_DGS10", "GBPUSD"]) {
    const text = changeBase("indicators:", context).replace("period: 14", `period: 14, data_source: ${id}`);
    const { strategy, problems } = checkStrategy(text);
    assertEquals(problems, []);
    assertEquals(strategy?.indicators[0].dataSource, id);
  }
  const without = changeBase(
    "indicators:",
    "context_data: [{ provider: cftc_cot, currencies: [EUR] }]\nindicators:",
  );
  const messages = checkStrategy(without).problems.map(({ severity, message }) => `${severity}: ${message}`);
  assertEquals(messages.slice(1, 2), [
    'error: Missing "report" in context_data[0], expected "EUR", "GBP", "JPY", "CHF", "AUD", "NZD", "CAD" or "MXN"',
  ]);
});
