/**
 * A home with a backtest that trades, by a model whose weights are written by hand: nothing is trained.
 * @module
 */
import { assertEquals } from "@std/assert";
import type { ModelBundle } from "../../lib/contract/model.ts";
import { strategyText } from "../engine/http/test_engine.ts";
import { type EngineHome, openEmptyHome, spxBars } from "./engine_homes.ts";
import { runJson } from "./run_ktrdr.ts";

/** A home with bars of SPX, the model `swing/1d_v1` and a backtest of it. */
export interface TradingHome extends EngineHome {
  readonly backtestId: string;
  readonly tradeCount: number;
}

/** What a hand-made model is like, where it differs. */
export type ModelChanges = Readonly<Record<string, unknown>>;

/** Buys while RSI is oversold, sells while it is overbought: one row of weights a class, one a feature. */
const weights = [[20, 0, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 20, 0, 0], [0, 0, 0]];

/** The model in one piece; `createdAt` in milliseconds since the epoch. */
export async function tradingBundle(
  changes: ModelChanges = {},
  createdAt = Date.UTC(2026, 0, 1),
  numbers = new Float32Array(weights.flat()),
): Promise<ModelBundle> {
  const model = {
    strategyName: "swing",
    symbols: ["SPX"],
    timeframes: ["1d"],
    timeframe: "1d",
    operationId: "op_training_20260101_000000_cafe0001",
    strategyText: strategyText({ name: "swing" }),
    features: ["oversold", "neutral", "overbought"].map((name) => `1d_rsi_momentum_${name}`)
      .concat(["negative", "positive"].map((name) => `1d_macd_trend_${name}`)),
    shape: { inputs: 5, hiddenLayers: [], outputs: 3, activation: "relu", dropout: 0 },
    scales: [null, null, null, null, null],
    metrics: { final_train_accuracy: 0.5, test_accuracy: 0.25, seed: 7 },
    ...changes,
  };
  const description = JSON.stringify({ format: 1, createdAt, weightLengths: [15, 3], model });
  const bytes = new Uint8Array(numbers.buffer);
  return {
    format: "ktrdr-model",
    version: 1,
    model_id: "swing/1d_v7",
    files: {
      "model.json": {
        encoding: "utf-8",
        sha256: await sha256(new TextEncoder().encode(description)),
        content: description,
      },
      "weights.bin": { encoding: "base64", sha256: await sha256(bytes), content: bytes.toBase64() },
    },
  };
}

/** A new home in which the model has been backtested on all bars. */
export async function openTradingHome(): Promise<TradingHome> {
  const opened = await openEmptyHome();
  const files = { "spx.csv": spxBars, "swing.json": JSON.stringify(await tradingBundle()) };
  const period = ["--start", "2000-01-01", "--end", "2001-12-02"];
  const run = async (...args: string[]) => {
    const { exitCode, stderr, value } = await runJson([...args, "--embedded"], { ...opened, files });
    assertEquals(exitCode, 0, stderr);
    return value;
  };
  await run("data", "import", "spx.csv", "--symbol", "SPX", "--timeframe", "1d");
  await run("model", "import", "swing.json");
  const backtest = await run("backtest", "run", "swing", "SPX", "1d", ...period, "--commission", "0.002");
  return { ...opened, backtestId: backtest.operation_id, tradeCount: backtest.results.total_trades };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
