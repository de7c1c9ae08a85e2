/** An engine in a temporary home, asked the way a client asks. */
import { openEngine } from "../../../lib/engine/mod.ts";

/** What an endpoint answered. */
export interface Answer {
  readonly status: number;
  // deno-lint-ignore no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

/** How a test engine differs from the usual one. */
export interface TestEngineOptions {
  readonly cores?: number;
  /** A home to open again; it is not removed then. */
  readonly home?: string;
  /** A folder of strategy files to serve. */
  readonly strategies?: string;
  /** A folder of files of bars to serve. */
  readonly data?: string;
}

/** An engine to ask. */
export interface TestEngine extends AsyncDisposable {
  readonly home: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, text: string): Promise<Answer>;
  delete(path: string, body?: unknown): Promise<Answer>;
  send(method: string, path: string, init?: RequestInit): Promise<Answer>;
}

const worker = import.meta.resolve("../../../lib/engine/worker.ts");

export async function openTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const home = options.home ?? await Deno.makeTempDir({ prefix: "ktrdr_engine_" });
  const server = await openEngine({
    home,
    createWorker: () => new Worker(worker, { type: "module" }),
    strategies: options.strategies,
    data: options.data,
    cores: options.cores ?? 2,
    version: "1.2.3",
  });
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const request = new Request(`http://engine/api/v1${path}`, { method, ...init });
    const response = await server.fetch(request);
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
  const json = (body: unknown) => body === undefined ? {} : { body: JSON.stringify(body) };
  return {
    home,
    send,
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, json(body)),
    put: (path, text) => send("PUT", path, { body: text }),
    delete: (path, body) => send("DELETE", path, json(body)),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (options.home === undefined) await Deno.remove(home, { recursive: true });
    },
  };
}

/** An engine with the strategy `rsi_spx` and two thousand daily bars of SPX. */
export async function openFilledEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const engine = await openTestEngine(options);
  await engine.put("/data/SPX/1d", barsCsv(2000));
  await engine.put("/strategies/rsi_spx", strategyText());
  return engine;
}

/** Waits, by long polls, until a predicate holds of an operation. */
export async function waitUntil(
  engine: TestEngine,
  id: string,
  // deno-lint-ignore no-explicit-any
  isReached: (operation: any) => boolean,
) {
  let seen = "";
  for (;;) {
    const { status, body } = await engine.get(`/operations/${id}?wait=20${seen}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    if (isReached(body.data)) return body.data;
    if (["completed", "failed", "cancelled"].includes(body.data.status)) {
      throw new Error(`${body.data.status}: ${body.data.error_message}`);
    }
    seen = `&seen=${body.version}`;
  }
}

/** Waits until an operation is completed. */
export function waitForEnd(engine: TestEngine, id: string) {
  return waitUntil(engine, id, ({ status }) => status === "completed");
}

/** Daily bars from 2000-01-03 on: two waves and a trend, the same in every run. */
export function barsCsv(count: number): string {
  const lines = ["timestamp,open,high,low,close,volume"];
  let open = 1400;
  for (let bar = 0; bar < count; bar++) {
    const close = 1400 + 150 * Math.sin(bar / 17) + 60 * Math.sin(bar / 5.3) + bar / 10;
    const high = Math.max(open, close) + 4;
    const low = Math.min(open, close) - 4;
    const date = new Date(Date.UTC(2000, 0, 3 + bar)).toISOString().slice(0, 10);
    lines.push(`${date},${open},${high},${low},${close},${1000 + bar % 7}`);
    open = close;
  }
  return lines.join("\n") + "\n";
}

/** A strategy on daily bars of SPX. */
export function strategyText({ name = "rsi_spx", epochs = 4, extra = "" } = {}): string {
  return `name: ${name}
description: RSI and MACD on the S&P 500, daily
version: "3.0"
training_data:
  symbols: {mode: multi_symbol, list: [SPX]}
  timeframes: {mode: single, list: ["1d"], base_timeframe: "1d"}
  history_required: 100
indicators:
  rsi_14: {type: rsi, period: 14, source: close}
  macd_std: {type: macd, fast_period: 12, slow_period: 26, signal_period: 9}
fuzzy_sets:
  rsi_momentum:
    indicator: rsi_14
    oversold: [0, 25, 40]
    neutral: [30, 50, 70]
    overbought: [60, 75, 100]
  macd_trend:
    indicator: macd_std.histogram
    negative: {type: trapezoidal, parameters: [-100, -50, -5, 0]}
    positive: {type: trapezoidal, parameters: [0, 5, 50, 100]}
nn_inputs:
  - {fuzzy_set: rsi_momentum, timeframes: all}
  - {fuzzy_set: macd_trend, timeframes: all}
model:
  type: mlp
  architecture: {hidden_layers: [32, 16], activation: relu, dropout: 0.1}
decisions: {output_format: classification, confidence_threshold: 0.4, position_awareness: true}
training:
  epochs: ${epochs}
  batch_size: 32
  learning_rate: 0.001
  optimizer: adam
  labels: {source: zigzag, zigzag_threshold: 0.03}
  data_split: {train: 0.7, validation: 0.15, test: 0.15}
${extra}`;
}
