/**
 * `data show`, `data range`, `show`, `show data`, `show features`.
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
} from "./compatibility_row.ts";

/** The originals repeated symbol and timeframe in the query, and took the newest rows of all bars themselves. */
function bars(query: Record<string, string> = {}): SentRequest {
  return get("/data/SPX/1d", { limit: "10", ...query });
}

const hourly = get("/data/SPX/1h", { limit: "10" });
const none = json({ success: true, data: { dates: [], ohlcv: [], points: null, metadata: {} }, error: null });
const barKeys = ["index", "Open", "High", "Low", "Close", "Volume"].map((key) => `data.0.${key}`);
const namedTwice = "symbol and timeframe were in the query, too; the limit saves what nobody sees";

const show: CompatibilityRow[] = [
  { line: "data show SPX", sends: [bars()], stdout: ["2019-12-10", "3,132.52"], because: namedTwice },
  { line: "data show spx", sends: [bars()] },
  { line: "data show -t 1h SPX", sends: [hourly] },
  { line: "data show SPX --timeframe 1h", sends: [hourly] },
  ...["-r", "--rows"].map((flag) => ({ line: `data show SPX ${flag} 5`, sends: [bars({ limit: "5" })] })),
  { line: "data show SPX --rows 1", sends: [bars({ limit: "1" })] },
  { line: "data show SPX --rows 1000", sends: [bars({ limit: "1000" })] },
  refused("data show SPX --rows 0", "--rows is '0', expected 1 to 100000"),
  {
    line: "data show SPX --rows 1001",
    sends: [bars({ limit: "1001" })],
    because: "more than 1000 were refused",
  },
  {
    line: "data show SPX --start 2019-12-01 --end 2019-12-10",
    sends: [bars({ start_date: "2019-12-01", end_date: "2019-12-10" })],
  },
  { line: "data show SPX --trading-hours", sends: [bars({ trading_hours_only: "true" })] },
  { line: "data show SPX --include-extended", sends: [bars({ include_extended: "true" })] },
  ...["-f table -v", "--format table --verbose"].map((flags) => ({
    line: `data show SPX ${flags}`,
    sends: [bars()],
    stdout: ["DATE", "VOLUME"],
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `data show SPX ${flag}`,
    sends: [bars()],
    json: { symbol: "SPX", timeframe: "1d", displayed_rows: 7 },
    jsonKeys: ["total_rows", "metadata", ...barKeys],
  })),
  ...["-f csv", "--format csv"].map((flag) => ({
    line: `data show SPX ${flag}`,
    sends: [bars()],
    stdout: [",Open,High,Low,Close,Volume\n", "2019-12-10"],
  })),
  {
    line: "data show NOPE",
    answers: { "GET /data/NOPE/1d": [none] },
    sends: [get("/data/NOPE/1d", { limit: "10" })],
    stdout: ["No bars of NOPE 1d here"],
  },
  {
    line: "data show NOPE --format json",
    answers: { "GET /data/NOPE/1d": [none] },
    sends: [get("/data/NOPE/1d", { limit: "10" })],
    json: { symbol: "NOPE", timeframe: "1d", total_rows: 0, displayed_rows: 0, data: [] },
    because: "it was text",
  },
  {
    line: "data show BRK.B",
    answers: { "GET /data/BRK.B/1d": [none] },
    sends: [get("/data/BRK.B/1d", { limit: "10" })],
  },
  {
    line: "data show ABCDEFGHIJK -t 1w",
    answers: { "GET /data/ABCDEFGHIJK/1w": [none] },
    sends: [get("/data/ABCDEFGHIJK/1w", { limit: "10" })],
    because: "symbols of more than 10 characters, and 1w and 1M, were refused, which the API takes",
  },
  refused("data show 'A B'", "'A B' is no symbol"),
  refused("data show SPX -t hourly", "'hourly' is no timeframe"),
  refused("data show SPX -t 7d", "'7d' is no timeframe", {
    because: "it was sent; no server has such bars",
  }),
  refused("data show SPX --format xml", 'Option "--format" must be of type "format", but got "xml"', {
    because: "an unknown format meant a table",
  }),
  refused("data show", "Missing argument(s): symbol"),
];

const rangeRequest = post("/data/range", { body: { symbol: "SPX", timeframe: "1d" } });
const rangeKeys = ["symbol", "timeframe", "start_date", "end_date", "point_count"].map((key) =>
  `range.${key}`
);

const range: CompatibilityRow[] = [
  {
    line: "data range SPX",
    sends: [rangeRequest],
    stdout: ["SPX", "1d", "2000-01-03", "2020-04-17", "5,105"],
  },
  ...["-t", "--timeframe"].map((flag) => ({
    line: `data range SPX ${flag} 1h`,
    sends: [post("/data/range", { body: { symbol: "SPX", timeframe: "1h" } })],
  })),
  ...["-f table -v", "--format table --verbose"].map((flag) => ({
    line: `data range SPX ${flag}`,
    sends: [rangeRequest],
    stdout: ["5,105"],
  })),
  ...["-f json", "--format json", "--json"].map((flag) => ({
    line: `data range SPX ${flag}`,
    sends: [rangeRequest],
    json: { symbol: "SPX", timeframe: "1d" },
    jsonKeys: rangeKeys,
  })),
  {
    line: "data range NOPE",
    answers: { "POST /data/range": [json({ detail: "Data not found for NOPE (1d)" }, { status: 404 })] },
    sends: [post("/data/range", { body: { symbol: "NOPE", timeframe: "1d" } })],
    exitCode: 5,
    stderr: ["Data not found for NOPE (1d)"],
    because: "it was 0",
  },
];

const featuresOfServer = get("/strategies/rsi_spx/features");

const showGroup: CompatibilityRow[] = [
  { line: "show", stdout: ["data", "features"] },
  {
    line: "show data SPX",
    answers: { "GET /data/SPX/1h": [none] },
    sends: [get("/data/SPX/1h")],
    stdout: ["No bars of SPX 1h here"],
  },
  { line: "show data SPX 1d", sends: [get("/data/SPX/1d")], stdout: ["2019-12-10"] },
  {
    line: "show data SPX 1d --json",
    sends: [get("/data/SPX/1d")],
    jsonKeys: ["dates", "ohlcv", "points", "metadata"],
  },
  refused("show data", "Missing argument(s): symbol"),
  { line: "show features rsi_spx", sends: [featuresOfServer], stdout: ["rsi_low", "1d", "rsi", "low"] },
  {
    line: "--json show features rsi_spx",
    sends: [featuresOfServer],
    json: { success: true, strategy_name: "rsi_spx", count: 1 },
    jsonKeys: ["feature_id", "timeframe", "fuzzy_set", "membership", "indicator_id"]
      .map((key) => `features.0.${key}`),
  },
  refused("show features", "Missing argument(s): strategy"),
];

/** The rows of bars and features. */
export const dataRows: CompatibilityGroup = {
  answers: {
    "GET /data/SPX/1d": [recordedRead("GET /data/SPX/1d?start_date=2019-12-01&end_date=2019-12-10")],
    "GET /data/SPX/1h": [recordedRead("GET /data/SPX/1d?start_date=2019-12-01&end_date=2019-12-10")],
    "POST /data/range": [json({
      success: true,
      data: {
        symbol: "SPX",
        timeframe: "1d",
        start_date: "2000-01-03T00:00:00Z",
        end_date: "2020-04-17T00:00:00Z",
        point_count: 5105,
      },
      error: null,
    })],
    "GET /strategies/rsi_spx/features": [json({
      success: true,
      strategy_name: "rsi_spx",
      features: [{
        feature_id: "rsi_low",
        timeframe: "1d",
        fuzzy_set: "rsi",
        membership: "low",
        indicator_id: "rsi",
      }],
      count: 1,
    })],
    "GET /health": [recordedRead("GET /health")],
  },
  rows: [...show, ...range, ...showGroup],
};
