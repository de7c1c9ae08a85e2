import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async/delay";
import { createProgressView } from "../../../lib/output/progress/progress.ts";
import { createStyle } from "../../../lib/output/style.ts";
import { FakeOutputStream } from "../../support/fake_host.ts";
import { createFakeProgress, epochUpdate, frameLines } from "./fake_progress.ts";

const hide = "\x1b[?25l";
const show = "\x1b[?25h";
const erase = "\x1b[0J";
const eraseEnd = "\x1b[0K";
const up = "\x1b[1A";
const indication = new RegExp(`\x1b\\]9;4;\\d;\\d+\x1b\\\\`, "g");

Deno.test("the terminal view draws two lines in place, with the cursor hidden", () => {
  const { view, take, tick } = createFakeProgress();
  view.start("Training rsi_spx", "Ctrl+C cancels");
  const bar = "⠋ Training rsi_spx ▕                   ▏  0%";
  const details = `  0 s${" ".repeat(60)}Ctrl+C cancels`;
  assertEquals(take(), `${hide}\r${bar}${eraseEnd}\n${details}${eraseEnd}${erase}\r`);
  tick();
  assertEquals(take(), `${up}\r${bar.replace("⠋", "⠙")}${eraseEnd}\n${details}${eraseEnd}${erase}\r`);
  view[Symbol.dispose]();
});

Deno.test("after a terminal became narrower, the wrapped lines are replaced too", () => {
  const { view, take, tick, resize } = createFakeProgress();
  view.start("Training rsi_spx", "Ctrl+C cancels");
  take();
  resize(40);
  tick();
  // The first line, of 44 columns, has wrapped into two rows; the cursor is at the start of the second line.
  assert(take().startsWith("\x1b[2A\r"));
  view[Symbol.dispose]();
});

Deno.test("there are at most ten frames a second", () => {
  const { view, stream, take, pass } = createFakeProgress();
  view.start("Training");
  take();
  let frames = 0;
  for (let update = 0; update < 100; update++) {
    pass(10);
    view.update(epochUpdate(update % 60));
    if (take() !== "") frames++;
  }
  assertEquals(frames, 10);
  assertEquals(stream.text, "");
  view[Symbol.dispose]();
});

Deno.test("finish() replaces the drawing by one line and gives the cursor back", () => {
  const { view, take, tick, countTimers } = createFakeProgress();
  view.start("Training rsi_spx", "Ctrl+C cancels");
  tick(12_000);
  view.update(epochUpdate(60));
  take();
  view.finish("completed");
  assertEquals(take(), `${up}\r${erase}${show}✓ Training rsi_spx completed in 12 s (60 epochs)\n`);
  assertEquals(countTimers(), 0);
  view.finish("failed");
  view.update(epochUpdate(1));
  view[Symbol.dispose]();
  assertEquals(take(), "");
});

Deno.test("finish() tells each outcome with its reason", () => {
  const cases = [
    ["completed", undefined, "✓ Training completed in 0.5 s"],
    [
      "completed",
      "34 of 60 epochs, stopped early",
      "✓ Training completed in 0.5 s (34 of 60 epochs, stopped early)",
    ],
    ["failed", "out of \x1b[2Jmemory", "✗ Training failed after 0.5 s: out of memory"],
    ["cancelled", undefined, "■ Training cancelled after 0.5 s"],
    ["detached", "ktrdr follow op_1", "→ Training still running after 0.5 s: ktrdr follow op_1"],
    ["unfollowed", undefined, "→ Training no longer followed after 0.5 s"],
  ] as const;
  for (const [outcome, text, expected] of cases) {
    const { view, take, pass } = createFakeProgress();
    view.start("Training");
    view.update(epochUpdate(34));
    pass(500);
    take();
    view.finish(outcome, text);
    assertEquals(frameLines(take())[0], expected);
  }
});

Deno.test("disposing gives the cursor back, erases the drawing and does so once", () => {
  const { view, take, countTimers } = createFakeProgress();
  {
    using shown = view;
    shown.start("Training");
    take();
  }
  assertEquals(take(), `${up}\r${erase}${show}`);
  view[Symbol.dispose]();
  assertEquals([take(), countTimers()], ["", 0]);
});

Deno.test("a view that never started leaves the terminal alone", () => {
  const { view, take } = createFakeProgress();
  view.update(epochUpdate(1));
  view.finish("completed");
  view[Symbol.dispose]();
  assertEquals(take(), "");
});

Deno.test("suspend() prints above the drawing", () => {
  const { view, stream, take } = createFakeProgress();
  view.start("Training");
  const frame = take().replace(hide, "").replace("⠋", "⠙");
  view.suspend(() => stream.write("Warning: careful\n"));
  assertEquals(take(), `${up}\r${erase}Warning: careful\n${frame}`);
  view[Symbol.dispose]();
  take();
  view.suspend(() => stream.write("done\n"));
  assertEquals(take(), "done\n");
});

Deno.test("terminals that know it are told the progress, others are not", () => {
  const terminals: [Record<string, string>, boolean][] = [
    [{}, false],
    [{ TERM_PROGRAM: "Apple_Terminal" }, false],
    [{ TERM_PROGRAM: "ghostty" }, true],
    [{ TERM_PROGRAM: "WezTerm" }, true],
    [{ WT_SESSION: "0c1d" }, true],
    [{ ConEmuANSI: "ON" }, true],
    [{ ConEmuANSI: "OFF" }, false],
  ];
  for (const [env, expected] of terminals) {
    const { view, take, tick } = createFakeProgress({ env: (name) => env[name] });
    view.start("Training");
    view.update(epochUpdate(24));
    tick();
    tick();
    view[Symbol.dispose]();
    const sequences = take().match(indication) ?? [];
    const all = ["\x1b]9;4;3;0\x1b\\", "\x1b]9;4;1;40\x1b\\", "\x1b]9;4;0;0\x1b\\"];
    assertEquals(sequences, expected ? all : [], JSON.stringify(env));
  }
});

Deno.test("colours are used only when the style is enabled", () => {
  const { view, take } = createFakeProgress({ style: createStyle(true) });
  view.start("Training", "Ctrl+C cancels");
  const text = take();
  assertStringIncludes(text, "\x1b[1mTraining\x1b[22m");
  assertStringIncludes(text, "\x1b[2mCtrl+C cancels\x1b[22m");
  view.finish("completed");
  assertStringIncludes(take(), "\x1b[32m✓\x1b[39m \x1b[1mTraining\x1b[22m completed in 0 s\n");
});

Deno.test("the default timer redraws until it is disposed", async () => {
  const stream = new FakeOutputStream(true);
  let time = 0;
  let redrawn = () => {};
  const view = createProgressView({
    stream: { isTerminal: true, isClosed: false, write: (text) => (stream.write(text), redrawn()) },
    mode: "tty",
    style: createStyle(false),
    now: () => time += 1000,
    terminalSize: () => undefined,
  });
  view.start("Training");
  await new Promise<void>((resolve) => redrawn = resolve);
  view[Symbol.dispose]();
  const { text } = stream;
  await delay(0);
  assertEquals(stream.text, text);
  assert(text.endsWith(show));
});
