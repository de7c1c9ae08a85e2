/**
 * `fuzzy compute|visualize|config`.
 * @module
 */
import { strategyText } from "../../engine/http/test_engine.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  post,
  refused,
  type SentRequest,
} from "./compatibility_row.ts";

/** What is asked for is the page of the newest bars, as with indicators. */
function calculate(body: Record<string, unknown>): SentRequest {
  return post("/fuzzy/calculate", { query: { page: "1000000000", page_size: "10000" }, body });
}

const fuzzification = {
  symbol: "SPX",
  timeframe: "1d",
  indicator: { type: "rsi", parameters: { period: 14, source: "close" }, output: "value" },
  fuzzy_sets: {
    oversold: { type: "trapezoidal", parameters: [-1, 0, 25, 40] },
    neutral: { type: "trapezoidal", parameters: [25, 40, 60, 75] },
    overbought: { type: "trapezoidal", parameters: [60, 75, 100, 101] },
  },
};
const fuzzify = calculate({ ...fuzzification, limit: 10_000 });
const exists = "it called an endpoint that no server had; the embedded engine has it now";

const fuzzy: CompatibilityRow[] = [
  ...["-i", "--indicator"].map((flag) => ({
    line: `fuzzy compute SPX ${flag} RSI`,
    sends: [fuzzify],
    stdout: ["RSI_14", "oversold", "0.500"],
    because: exists,
  })),
  ...["-p 14 -f table -v", "--period 14 --timeframe 1d --format table --verbose"].map((
    flag,
  ) => ({
    line: `fuzzy compute SPX -i RSI ${flag}`,
    sends: [fuzzify],
    because: exists,
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `fuzzy compute SPX -i RSI ${flag}`,
    sends: [fuzzify],
    json: { success: true, symbol: "SPX" },
    because: exists,
  })),
  ...["-o", "--output"].map((flag) => ({
    line: `fuzzy compute SPX -i RSI ${flag} rsi.csv`,
    sends: [calculate(fuzzification)],
    writes: { "rsi.csv": "timestamp,RSI_14,fuzzy_oversold" },
    because: exists,
  })),
  refused("fuzzy compute SPX", 'Missing required option "--indicator"'),
  { line: "fuzzy visualize -i RSI", stdout: ["oversold"], because: "nothing was drawn" },
  {
    line: "fuzzy compute SPX -i RSI --config strategy.yaml",
    sends: [calculate({
      ...fuzzification,
      fuzzy_sets: {
        oversold: { type: "triangular", parameters: [0, 25, 40] },
        neutral: { type: "triangular", parameters: [30, 50, 70] },
        overbought: { type: "triangular", parameters: [60, 75, 100] },
      },
      limit: 10_000,
    })],
    because: exists,
  },
  ...["-c", "--config"].map((flag) => ({
    line: `fuzzy visualize -i RSI ${flag} strategy.yaml --verbose`,
    stdout: ["oversold"],
    because: "nothing was drawn",
  })),
  ...["-o", "--output"].map((flag) => ({
    line: `fuzzy visualize -i RSI ${flag} rsi.html -v`,
    writes: { "rsi.html": "<svg" },
    because: "nothing was drawn",
  })),
  { line: "fuzzy config generate", stdout: ["fuzzy_sets:"], because: "nothing was made" },
  {
    line: "fuzzy config generate --template advanced --output fuzzy.yaml --verbose",
    writes: { "fuzzy.yaml": "fuzzy_sets:" },
    because: "nothing was made",
  },
  ...["-c", "--config"].map((flag) => ({
    line: `fuzzy config validate ${flag} strategy.yaml -v`,
    stdout: ["is valid"],
    because: "nothing was checked",
  })),
  {
    line: "fuzzy config upgrade --config strategy.yaml -o fuzzy.yaml",
    writes: { "fuzzy.yaml": "fuzzy_sets:" },
    because: "nothing was made",
  },
  refused("fuzzy config repair", 'Argument "action" must be of type'),
];

const degrees = {
  success: true,
  symbol: "SPX",
  timeframe: "1d",
  indicator: { type: "rsi", output: "value" },
  dates: ["2020-04-16T00:00:00", "2020-04-17T00:00:00"],
  values: [32.5, 50],
  memberships: { oversold: [0.5, 0], neutral: [0.5, 1], overbought: [0, 0] },
};

/** The rows of fuzzy sets. */
export const fuzzyRows: CompatibilityGroup = {
  answers: {
    "POST /fuzzy/calculate": [json(degrees)],
    "GET /health": [json({ status: "ok", extensions: { fuzzy_calculate: true } })],
  },
  rows: fuzzy.map((row) => ({ files: { "strategy.yaml": strategyText() }, ...row })),
};
