import { assertEquals } from "@std/assert";
import type { ProgressUpdate } from "../../../lib/output/progress/progress_view.ts";
import { createFakeProgress, epochUpdate } from "./fake_progress.ts";

const plain = { isTerminal: false };

function stepUpdate(percentage: number, message: string): ProgressUpdate {
  return { percentage, message, stepsCompleted: 0, stepsTotal: 0, itemsProcessed: 0 };
}

Deno.test("the plain view prints a line every 10 % and one at the end", () => {
  const { view, take, pass } = createFakeProgress(plain);
  view.start("Training rsi_spx", "Ctrl+C cancels");
  for (let epoch = 1; epoch <= 60; epoch++) {
    pass(125);
    view.update(epochUpdate(epoch, { loss: 1 - epoch / 100 }));
  }
  view.finish("completed");
  view[Symbol.dispose]();
  assertEquals(
    take(),
    [
      "Training rsi_spx",
      "[  1%] Epoch 1/60 · loss 0.9900 (0 s)",
      "[ 10%] Epoch 6/60 · loss 0.9400 (0 s)",
      "[ 20%] Epoch 12/60 · loss 0.8800 (1 s)",
      "[ 30%] Epoch 18/60 · loss 0.8200 (2 s)",
      "[ 40%] Epoch 24/60 · loss 0.7600 (3 s)",
      "[ 50%] Epoch 30/60 · loss 0.7000 (3 s)",
      "[ 60%] Epoch 36/60 · loss 0.6400 (4 s)",
      "[ 70%] Epoch 42/60 · loss 0.5800 (5 s)",
      "[ 80%] Epoch 48/60 · loss 0.5200 (6 s)",
      "[ 90%] Epoch 54/60 · loss 0.4600 (6 s)",
      "[100%] Epoch 60/60 · loss 0.4000 (7 s)",
      "✓ Training rsi_spx completed in 7 s (60 epochs)",
      "",
    ].join("\n"),
  );
});

Deno.test("the plain view prints a line when the kind of step changes, and every 30 s", () => {
  const { view, take, pass } = createFakeProgress(plain);
  view.start("Training");
  view.update(stepUpdate(0, "Loading symbol 1/3"));
  view.update(stepUpdate(1, "Loading symbol 2/3"));
  view.update(stepUpdate(2, "Computing indicator 1/2"));
  view.update(stepUpdate(1, "Epoch 1/60 · Batch 1/5"));
  view.update(stepUpdate(1, "Epoch 1/60"));
  pass(29_999);
  view.update(stepUpdate(1, "Epoch 1/60"));
  pass(1);
  view.update(stepUpdate(2, "Epoch 2/60"));
  view.update(stepUpdate(NaN, ""));
  assertEquals(
    take(),
    [
      "Training",
      "[  0%] Loading symbol 1/3 (0 s)",
      "[  2%] Computing indicator 1/2 (0 s)",
      "[  1%] Epoch 1/60 · Batch 1/5 (0 s)",
      "[  2%] Epoch 2/60 (30 s)",
      "[  –%] (30 s)",
      "",
    ].join("\n"),
  );
});

Deno.test("the plain view prints a notice once, and then that things go on", () => {
  const { view, take, pass } = createFakeProgress(plain);
  view.start("Training");
  view.update(epochUpdate(5));
  for (let seconds = 1; seconds <= 60; seconds++) {
    pass(1000);
    view.notice(`reconnecting, last seen ${seconds} s ago`);
  }
  view.notice(null);
  view.update(epochUpdate(5));
  view.finish("failed", "worker lost");
  assertEquals(
    take(),
    [
      "Training",
      "[  8%] Epoch 5/60 (0 s)",
      "reconnecting, last seen 1 s ago",
      "reconnecting, last seen 31 s ago",
      "[  8%] Epoch 5/60 (1 m 00 s)",
      "✗ Training failed after 1 m 00 s: worker lost",
      "",
    ].join("\n"),
  );
});

Deno.test("the plain view shows hints where somebody sits at a terminal", () => {
  const { view, take } = createFakeProgress({
    isTerminal: true,
    env: (name) => name === "TERM" ? "dumb" : undefined,
  });
  view.start("Training", "Ctrl+C cancels");
  view.hint("Ctrl+C cancels");
  view.hint("Cancelling; Ctrl+C again leaves at once");
  view.finish("cancelled");
  assertEquals(
    take(),
    "Training (Ctrl+C cancels)\nCancelling; Ctrl+C again leaves at once\n■ Training cancelled after 0 s\n",
  );
});

Deno.test("the plain view lets lasting lines through and is silent before its start and after its end", () => {
  const { view, stream, take } = createFakeProgress({ mode: "plain" });
  view.update(epochUpdate(1));
  view.notice("notice");
  view.finish("completed");
  view.suspend(() => stream.write("line\n"));
  view[Symbol.dispose]();
  assertEquals(take(), "line\n");
});

Deno.test("auto draws on a terminal, and prints lines where there is none or a dumb one", () => {
  const cases: [boolean, string, boolean][] = [[true, "xterm", true], [true, "dumb", false], [
    false,
    "xterm",
    false,
  ]];
  for (const [isTerminal, term, isDrawn] of cases) {
    const { view, take } = createFakeProgress({ isTerminal, env: () => term });
    view.start("Training");
    assertEquals(take().includes("\x1b["), isDrawn, `${isTerminal} ${term}`);
    view[Symbol.dispose]();
  }
});

Deno.test("quiet and json show nothing", () => {
  for (const mode of ["quiet", "json"] as const) {
    const { view, stream, take } = createFakeProgress({ mode });
    view.start("Training", "Ctrl+C cancels");
    view.update(epochUpdate(5));
    view.notice("notice");
    view.hint("hint");
    view.finish("failed", "reason");
    view.suspend(() => stream.write("line\n"));
    view[Symbol.dispose]();
    assertEquals(take(), "line\n");
  }
});
