/**
 * Operations that are started, followed and cancelled while everything on the way goes wrong.
 * @module
 */
import { InterruptedError } from "../../lib/errors.ts";
import { BacktestAdapter } from "../../lib/operations/adapters/backtest.ts";
import { DummyAdapter } from "../../lib/operations/adapters/dummy.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import type { OperationAdapter } from "../../lib/operations/execute.ts";
import type { ExecuteOptions } from "../../lib/operations/watch_options.ts";
import { openSocketWorld, type SocketWorld } from "../../tests/support/socket_world.ts";
import { createTroubles, type Method } from "./troubles.ts";

/** What came of one operation. */
export interface SoakedOperation {
  /** What was to happen, to read when it went wrong. */
  story: string[];
  /** Requests that got through. */
  requests: number;
  /** Operations on the server. */
  started: number;
  /**
   * "right": the client tells what the server knows, or that nothing was started. "uncertain": nothing was started, and
   * the client says that it cannot know. "lost": the client gave up what runs. "wrong": it tells something else.
   */
  verdict: "right" | "uncertain" | "lost" | "wrong";
}

/** How likely it is that an answer is followed by trouble, and that an operation is cancelled at some time. */
const likelihood = { trouble: 0.5, cancel: 0.4 } as const;
const readsUntilEnd = 8;
const period = { start_date: "2015-01-01", end_date: "2020-01-01" };

/** Runs one operation against a server double over real sockets, by a clock that only waits move. */
export async function soakOperation(random: () => number): Promise<SoakedOperation> {
  await using world = openSocketWorld({ canWait: random() < 0.5, readsUntilEnd });
  const adapter = pick(createAdapters(), random);
  const trouble = new TroubleMaker(world, random);
  trouble.make("POST");
  const soaked: SoakedOperation = { story: trouble.story, requests: 0, started: 0, verdict: "wrong" };
  try {
    const result = await world.client.executeOperation(adapter, createOptions(trouble, random));
    const operation = world.engine.operations.find(({ id }) => id === result.operationId);
    soaked.verdict = operation?.status === result.status ? "right" : "wrong";
    soaked.story.push(`told ${result.status}, is ${operation?.status}`);
  } catch (error) {
    const text = String(error);
    soaked.story.push(text);
    const isUncertain = text.includes("may have started");
    soaked.verdict = world.engine.operations.length > 0 ? "lost" : isUncertain ? "uncertain" : "right";
  }
  await trouble.over;
  return { ...soaked, requests: world.server.requests.length, started: world.engine.operations.length };
}

function createAdapters(): OperationAdapter[] {
  return [
    new TrainingAdapter({ strategy_name: "rsi" }),
    new BacktestAdapter({ strategy_name: "rsi", symbol: "SPX", timeframe: "1d", ...period }),
    new DummyAdapter(),
  ];
}

function createOptions(trouble: TroubleMaker, random: () => number): ExecuteOptions {
  const controller = new AbortController();
  const cancelAt = random() < likelihood.cancel ? Math.floor(random() * readsUntilEnd) : Infinity;
  let answers = 0;
  return {
    signal: controller.signal,
    onProgress: () => {
      const isCancelled = answers++ === cancelAt;
      if (isCancelled) trouble.make("DELETE");
      else if (random() < likelihood.trouble) trouble.make("GET");
      if (isCancelled) controller.abort(new InterruptedError("Interrupted by Ctrl+C"));
    },
  };
}

/** Makes trouble of all kinds, and remembers it. */
class TroubleMaker {
  readonly story: string[] = [];
  readonly #world: SocketWorld;
  readonly #random: () => number;
  readonly #troubles = createTroubles();
  #over: Promise<void> = Promise.resolve();
  #isAway = false;

  constructor(world: SocketWorld, random: () => number) {
    this.#world = world;
    this.#random = random;
  }

  /** Resolves when the server is there. */
  get over(): Promise<void> {
    return this.#over;
  }

  /** Lets something go wrong with the next requests of a method. */
  make(method: Method): void {
    if (this.#isAway) return;
    const trouble = pick(this.#troubles[method], this.#random);
    const times = 1 + Math.floor(this.#random() * 3);
    this.story.push(`${trouble.name}, ${times} times`);
    this.#isAway = true;
    this.#over = Promise.resolve(trouble.happen(this.#world, times)).then(() => {
      this.#isAway = false;
    });
  }
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)];
}
