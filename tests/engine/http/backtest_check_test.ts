/** Checks of a strategy's features: a long work in the middle of other requests. */
import { assert, assertEquals } from "@std/assert";
import { backtestCheckResponseSchema } from "../../../lib/contract/backtest_check.ts";
import { openFilledEngine } from "./test_engine.ts";

const body = JSON.stringify({ strategy_name: "rsi_spx" });

/** Calls `onTurn` every time that the event loop comes round, until disposed of. */
function countTurns(onTurn: (turns: number) => void): Disposable & { readonly turns: number } {
  let turns = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    timer = setTimeout(() => {
      onTurn(++turns);
      next();
    });
  };
  next();
  return {
    get turns() {
      return turns;
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

Deno.test("POST /backtests/check lets other work have its turn between its passes", async () => {
  await using engine = await openFilledEngine();
  using counter = countTurns(() => {});
  const answer = await engine.send("POST", "/backtests/check", { body });
  const { data } = backtestCheckResponseSchema.parse(answer.body);
  assertEquals([data.bars, data.cuts, data.starts, data.look_ahead], [2000, 20, 3, false]);
  assert(counter.turns >= data.cuts, `${counter.turns} turns`);
});

Deno.test("POST /backtests/check ends when nobody waits for it any more", async () => {
  await using engine = await openFilledEngine();
  const controller = new AbortController();
  // Later than the body is read, and long before the last of 24 passes.
  using _counter = countTurns((turns) => {
    if (turns === 10) controller.abort();
  });
  const answer = await engine.send("POST", "/backtests/check", { body, signal: controller.signal });
  assertEquals([answer.status, answer.body.detail], [
    503,
    "The check was stopped: the client left, or the server is stopping",
  ]);
});
