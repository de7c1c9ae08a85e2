import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { displayWidth } from "../../../lib/output/text.ts";
import { createFakeProgress, epochUpdate, frameLines } from "./fake_progress.ts";

Deno.test("the terminal view shows step, elapsed time, time left, rate, loss and its curve", () => {
  const { view, take, tick, resize } = createFakeProgress();
  resize(100);
  view.start("Training rsi_spx", "Ctrl+C cancels");
  for (let epoch = 0; epoch <= 24; epoch++) {
    tick(250);
    take();
    view.update(epochUpdate(epoch, { loss: 1 - epoch / 30, message: `Epoch ${epoch}/60 · Batch 3/5` }));
    tick(250);
  }
  assertEquals(frameLines(take()).slice(-2), [
    "⠋ Training rsi_spx ▕█████████▌              ▏ 40%  Epoch 24/60 · Batch 3/5",
    "  12 s · ETA 18 s · 2.0 epochs/s · loss 0.2000 ███▇▇▇▆▆▆▅▅▅▄▄▄▃▃▃▂▂▂▁▁▁" + " ".repeat(14) +
    "Ctrl+C cancels",
  ]);
  view[Symbol.dispose]();
});

Deno.test("the terminal view adds n/m where the step does not tell it, and speed in the unit of the items", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Backtesting rsi_spx");
  for (let bars = 0; bars <= 5000; bars += 500) {
    const percentage = bars / 50.05;
    view.update({
      percentage,
      message: "Backtesting SPX 1d",
      stepsCompleted: 0,
      stepsTotal: 0,
      itemsProcessed: bars,
      unit: "bars",
    });
    take();
    tick(1000);
  }
  assertEquals(frameLines(take()), [
    "⠙ Backtesting rsi_spx ▕██████████████████▉▏ 99%  Backtesting SPX 1d",
    "  11 s · 500 bars/s",
  ]);
  view.update({
    percentage: NaN,
    message: "Downloading",
    stepsCompleted: 3,
    stepsTotal: 7,
    itemsProcessed: 0,
    unit: "steps",
  });
  tick();
  assertStringIncludes(frameLines(take()).join("\n"), "▕                   ▏  –%  3/7 steps · Downloading");
  view[Symbol.dispose]();
});

Deno.test("the terminal view promises no time left before 3 s and 5 %, and none after going back", () => {
  const { view, take, tick } = createFakeProgress();
  const hasTimeLeft = () => take().includes("ETA");
  view.start("Training");
  view.update(epochUpdate(0));
  tick(1000);
  view.update(epochUpdate(6));
  tick(1000);
  assertEquals(hasTimeLeft(), false, "2 s");
  tick(1500);
  view.update(epochUpdate(20));
  tick(100);
  assertEquals(hasTimeLeft(), true, "3.6 s");
  view.update(epochUpdate(1));
  tick(100);
  take();
  tick(100);
  assertEquals(hasTimeLeft(), false, "after going back");
  view[Symbol.dispose]();
});

Deno.test("the time left runs down evenly", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Training");
  const left: number[] = [];
  for (let epoch = 0; epoch <= 50; epoch++) {
    view.update(epochUpdate(epoch));
    // Every other epoch is three times as long.
    tick(epoch % 2 === 0 ? 500 : 1500);
    const match = /ETA (\d+) s/.exec(take().split("\n").at(-1) ?? "");
    if (match) left.push(Number(match[1]));
  }
  assert(left.length > 40);
  for (let index = 1; index < left.length; index++) {
    assert(Math.abs(left[index] - left[index - 1]) <= 5, `${left[index - 1]} s, then ${left[index]} s`);
  }
  const last = left[left.length - 1];
  assert(last >= 9 && last <= 11, `${last} s`);
  view[Symbol.dispose]();
});

Deno.test("the terminal view shows progress going back and never less than nothing", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Training");
  view.update(epochUpdate(3, { percentage: 5 }));
  tick();
  assertStringIncludes(take(), "▏  5%");
  view.update(epochUpdate(1, { percentage: 1.7 }));
  tick();
  assertStringIncludes(take(), "▏  1%");
  view.update(epochUpdate(1, { percentage: -4 }));
  tick();
  assertStringIncludes(take(), "▏  0%");
  view.update(epochUpdate(60, { percentage: 99.99 }));
  tick();
  assertStringIncludes(take(), "▏ 99%");
  view[Symbol.dispose]();
});

Deno.test("the terminal view tells when nothing has changed for more than 10 s", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Training");
  view.update(epochUpdate(5));
  tick(10_000);
  assert(!take().includes("stale"));
  view.update(epochUpdate(5));
  tick(2000);
  assertStringIncludes(take(), "  12 s · stale 12 s");
  view.update(epochUpdate(6));
  tick();
  take();
  tick();
  assert(!take().includes("stale"));
  view[Symbol.dispose]();
});

Deno.test("a notice stands before the details, and a new hint replaces the old one", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Training", "Ctrl+C cancels");
  view.update(epochUpdate(5));
  view.notice("reconnecting, last seen 12 s ago\x1b[2J");
  view.hint("Cancelling");
  tick();
  const [, details] = frameLines(take()).slice(-2);
  assertEquals(details, `  reconnecting, last seen 12 s ago · 0 s${" ".repeat(29)}Cancelling`);
  view.notice(null);
  tick();
  assert(!take().includes("reconnecting"));
  view[Symbol.dispose]();
});

Deno.test("no line is as wide as the terminal, whatever its size", () => {
  const { view, take, tick, resize } = createFakeProgress();
  view.start("Training 日本株_with_a_rather_long_name_indeed", "Ctrl+C cancels");
  for (let columns = 130; columns >= 1; columns--) {
    resize(columns);
    view.update(
      epochUpdate(columns % 61, { loss: columns, message: "Epoch 日本 · a long step, which goes on and on" }),
    );
    if (columns === 60) view.notice("reconnecting, last seen 12 s ago, and more to say");
    take();
    tick(1000);
    for (const line of frameLines(take())) {
      assert(displayWidth(line) <= Math.max(1, columns - 1), `${columns}: ${line}`);
    }
  }
  view[Symbol.dispose]();
});

Deno.test("a small terminal gets one line", () => {
  const { view, take, tick, resize } = createFakeProgress();
  resize(20);
  view.start("Training rsi_spx", "Ctrl+C cancels");
  assertEquals(frameLines(take()), ["⠋ Training rsi_spx"]);
  view.update(epochUpdate(24));
  tick();
  assertEquals(frameLines(take()), ["⠙  40% Epoch 24/60"]);
  resize(80, 2);
  tick();
  assertEquals(frameLines(take()).length, 1);
  view[Symbol.dispose]();
});
