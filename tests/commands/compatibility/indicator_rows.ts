/**
 * `indicators compute|list|plot`.
 * @module
 */
import { recordedRead } from "../../support/recorded_answers.ts";
import { json } from "../../support/scripted_server.ts";
import {
  type CompatibilityGroup,
  type CompatibilityRow,
  get,
  post,
  refused,
  type SentRequest,
  underAllNames,
} from "./compatibility_row.ts";

/** What is asked for is the page of the newest bars; the originals asked for the first page, that of the oldest ones. */
function calculate(indicator: Record<string, unknown>, timeframe = "1d"): SentRequest {
  return post("/indicators/calculate", {
    query: { page: "1000000000", page_size: "10000" },
    body: { symbol: "SPX", timeframe, indicators: [indicator] },
  });
}

function withPeriod(id: string, name: string, period = 14): Record<string, unknown> {
  return { id, parameters: { period, source: "close" }, output_name: `${name}_${period}` };
}

const rsi = calculate(withPeriod("RSIIndicator", "RSI"));
const line = "indicators compute SPX --type RSI";
const newest =
  "the first page was asked for, which has the oldest bars, and shown under a name that is not there";

const compute: CompatibilityRow[] = [
  { line, sends: [rsi], stdout: ["RSI_14", "61.80"], because: newest },
  { line: "indicators compute SPX -t RSI", sends: [rsi] },
  { line: "indicators compute -t RSI spx", sends: [rsi] },
  ...["-p", "--period"].map((flag) => ({
    line: `${line} ${flag} 21`,
    sends: [calculate(withPeriod("RSIIndicator", "RSI", 21))],
  })),
  ...[["SMA", "SimpleMovingAverage"], ["EMA", "ExponentialMovingAverage"], ["Momentum", "MomentumIndicator"]]
    .map(
      ([type, id]) => ({
        line: `indicators compute SPX --type ${type} --period 20`,
        sends: [calculate(withPeriod(id, type, 20))],
      }),
    ),
  {
    line: "indicators compute SPX --type ATR --period 20",
    sends: [calculate({ id: "ATRIndicator", parameters: { period: 20 }, output_name: "ATR_20" })],
    because: "a source was sent, which the server leaves aside: a range has none",
  },
  {
    line: "indicators compute SPX --type MACD",
    sends: [calculate({ id: "MACDIndicator", parameters: { source: "close" }, output_name: "MACD" })],
    because: "a period of 14 was sent, which the server leaves aside: a MACD has three",
  },
  {
    line: "indicators compute SPX --type ZIGZAG",
    sends: [calculate({ id: "ZigZagIndicator", parameters: { source: "close" }, output_name: "ZIGZAG" })],
    because: "a period of 14 was sent, which the server leaves aside: a zigzag has none",
  },
  {
    line: "indicators compute SPX --type MACD --period 14",
    sends: [calculate({ id: "MACDIndicator", parameters: { source: "close" }, output_name: "MACD" })],
    stderr: ["--period has no effect: MACD has no period"],
    because: "the period was sent, and the server left it aside",
  },
  {
    line: "indicators compute SPX --type Custom --period 5",
    sends: [calculate(withPeriod("CustomIndicator", "Custom", 5))],
  },
  { line: `${line} --timeframe 1h`, sends: [calculate(withPeriod("RSIIndicator", "RSI"), "1h")] },
  ...["-f table -v", "--format table --verbose"].map((flag) => ({
    line: `${line} ${flag}`,
    sends: [rsi],
    stdout: ["61.80"],
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `${line} ${flag}`,
    sends: [rsi],
    json: { success: true },
    jsonKeys: ["dates", "indicators.RSI_14", "metadata"],
  })),
  ...["-f csv", "--format csv"].map((flag) => ({
    line: `${line} ${flag}`,
    sends: [rsi],
    stdout: ["timestamp,RSI_14\n", "61.8"],
  })),
  ...["-o", "--output"].map((flag) => ({
    line: `${line} ${flag} rsi.csv`,
    sends: [rsi],
    writes: { "rsi.csv": "timestamp,RSI_14\n" },
  })),
  { line: `${line} -f json -o rsi.json`, sends: [rsi], writes: { "rsi.json": '"RSI_14"' } },
  refused("indicators compute SPX", 'Missing required option "--type"'),
  refused(`${line} --period 0`, "--period is '0', expected a whole number from 1 to 1000"),
  refused(`${line} --period 1001`, "--period is '1001', expected a whole number from 1 to 1000"),
];

const catalog = get("/indicators/");
const list: CompatibilityRow[] = [
  ...["", " -v -f table", " --verbose --format table"].map((flag) => ({
    line: `indicators list${flag}`,
    sends: [catalog],
    stdout: ["NAME", "CATEGORY", "DESCRIPTION", "RSI", "momentum"],
  })),
  ...["-c", "--category"].map((flag) => ({
    line: `indicators list ${flag} momentum`,
    sends: [catalog],
    stdout: ["RSI"],
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `indicators list ${flag}`,
    sends: [catalog],
    json: { total_count: 1, category_filter: null },
    jsonKeys: ["name", "category", "description", "parameters"].map((key) => `indicators.0.${key}`),
  })),
];

const bars = get("/data/SPX/1d", { limit: "250" });
const drawn = "nothing was drawn";
const plot: CompatibilityRow[] = [
  { line: "indicators plot SPX", sends: [bars], stdout: ["SPX 1d"], because: drawn },
  ...[
    "-i RSI",
    "--indicator RSI -p 14",
    "-i RSI --period 14 -t 1d",
    "-i RSI --timeframe 1d --show -v",
    "-i RSI --verbose",
    "-i RSI --no-show --show",
  ]
    .map((flags) => ({ line: `indicators plot SPX ${flags}`, sends: [bars, rsi], because: drawn })),
  ...["-o", "--output"].map((flag) => ({
    line: `indicators plot SPX -i RSI ${flag} spx.html --no-show`,
    sends: [bars, rsi],
    writes: { "spx.html": "<svg" },
    because: drawn,
  })),
];

const values = {
  success: true,
  dates: ["2020-04-16 00:00:00", "2020-04-17 00:00:00"],
  indicators: { RSI_14: [61.8, 60.25] },
  metadata: { total_items: 2, total_pages: 1, current_page: 1, page_size: 10000 },
};
const twoBars = {
  dates: ["2020-04-16T00:00:00", "2020-04-17T00:00:00"],
  ohlcv: [[1, 2, 1, 2, 10], [2, 3, 2, 3, 10]],
  points: null,
  metadata: { symbol: "SPX", timeframe: "1d", point_count: 2 },
};
/** The rows of indicators. */
export const indicatorRows: CompatibilityGroup = {
  answers: {
    "POST /indicators/calculate": [json(values)],
    "GET /indicators/": [json({
      success: true,
      data: [{ id: "RSIIndicator", name: "RSI", description: "Strength", type: "momentum", parameters: [] }],
      error: null,
    })],
    "GET /data/SPX/1d": [json({ success: true, data: twoBars, error: null })],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [
    ...underAllNames({ theirs: ["indicators compute"], ours: ["indicator compute"] }, compute),
    ...underAllNames({ theirs: ["indicators list"], ours: ["indicator list", "list indicators"] }, list),
    ...underAllNames({ theirs: ["indicators plot"], ours: ["indicator plot"] }, plot),
  ],
};
