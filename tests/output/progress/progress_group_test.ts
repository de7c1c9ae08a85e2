import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  createProgressGroup,
  type ProgressGroupOptions,
} from "../../../lib/output/progress/progress_group.ts";
import { createStyle } from "../../../lib/output/style.ts";
import { displayWidth } from "../../../lib/output/text.ts";
import { FakeOutputStream } from "../../support/fake_host.ts";
import { epochUpdate, frameLines } from "./fake_progress.ts";

function createFakeGroup(
  options: Partial<ProgressGroupOptions> & { isTerminal?: boolean; columns?: number; rows?: number } = {},
) {
  const { isTerminal = true, columns = 80, rows = 24, ...more } = options;
  const stream = new FakeOutputStream(isTerminal);
  const timers: (() => void)[] = [];
  let time = 1_000_000;
  const group = createProgressGroup({
    mode: "auto",
    style: createStyle(false),
    stream,
    now: () => time,
    terminalSize: () => ({ columns, rows }),
    tick: {
      start(callback) {
        timers.push(callback);
        return { [Symbol.dispose]: () => timers.splice(timers.indexOf(callback), 1) };
      },
    },
    title: "Following 3 operations",
    hint: "Ctrl+C stops following",
    ...more,
  });
  const take = () => {
    const { text } = stream;
    stream.text = "";
    return text;
  };
  return {
    group,
    take,
    countTimers: () => timers.length,
    /** The lines of the next frame. */
    nextFrame(milliseconds = 1000): string[] {
      take();
      time += milliseconds;
      for (const timer of timers) timer();
      return frameLines(take());
    },
    add(...labels: string[]) {
      return labels.map((label) => {
        const view = group.add();
        view.start(label);
        return view;
      });
    },
  };
}

Deno.test("a group draws a line an operation, and one of the whole", () => {
  const { group, add, nextFrame } = createFakeGroup();
  const [first, second] = add("op_1", "op_22", "op_3");
  first.update(epochUpdate(30));
  second.notice("Reconnecting, last seen 2 s ago");
  assertEquals(nextFrame(), [
    "⠙ op_1  ▕██████████▌          ▏ 50%  Epoch 30/60",
    "⠙ op_22 ▕                     ▏  0%  Reconnecting, last seen 2 s ago",
    "⠙ op_3  ▕                     ▏  0%",
    `Following 3 operations 1 s${" ".repeat(31)}Ctrl+C stops following`,
  ]);
  group[Symbol.dispose]();
});

Deno.test("an operation that ends leaves a lasting line above the others", () => {
  const { group, add, nextFrame, take, countTimers } = createFakeGroup();
  const [first, second] = add("op_1", "op_2");
  nextFrame();
  second.finish("failed", "out of memory");
  const [lasting, ...rest] = frameLines(take());
  assertEquals(lasting, "✗ op_2 failed after 1 s: out of memory");
  assertEquals(rest.map((line) => line.split(" ").slice(0, 2).join(" ")), ["⠹ op_1", "Following 3"]);
  second.finish("completed");
  assertEquals(take(), "");
  first.finish("completed");
  assertStringIncludes(take(), "✓ op_1 completed in 1 s\n");
  group[Symbol.dispose]();
  assertEquals([countTimers(), take().endsWith("\x1b[?25h")], [0, true]);
  group[Symbol.dispose]();
  assertEquals(take(), "");
});

Deno.test("lasting lines of others make the group step aside", () => {
  const { group, add, nextFrame, take } = createFakeGroup();
  const [view] = add("op_1");
  nextFrame();
  view.suspend(() => assertStringIncludes(take(), "\x1b[0J"));
  assertEquals(frameLines(take()).length, 2);
  group[Symbol.dispose]();
});

Deno.test("no line of a group is as wide as the terminal, and there are fewer than it has rows", () => {
  for (const columns of [1, 20, 40, 60, 120]) {
    for (const rows of [1, 3, 4, 10]) {
      const { group, add, nextFrame } = createFakeGroup({ columns, rows });
      const labels = Array.from({ length: 8 }, (_, index) => `op_training_20260101_000000_cafe000${index}`);
      for (const view of add(...labels)) view.update(epochUpdate(20));
      const frame = nextFrame();
      assertEquals(frame.filter((line) => displayWidth(line) >= Math.max(2, columns)), []);
      assertEquals(frame.length, Math.min(9, Math.max(1, rows - 1)));
      const hidden = rows < 10 ? 10 - frame.length : 0;
      assertEquals(frame.includes(`  and ${hidden} more`), columns >= 20 && hidden > 0 && rows > 2);
      group[Symbol.dispose]();
    }
  }
});

Deno.test("in a log every line of a group names its operation", () => {
  const { group, add, take } = createFakeGroup({ isTerminal: false });
  const [first, second] = add("op_1", "op_2");
  first.update(epochUpdate(6));
  second.notice("Reconnecting");
  second.finish("cancelled", "enough");
  first.finish("completed");
  group[Symbol.dispose]();
  assertEquals(
    take(),
    `Following 3 operations
op_1 [ 10%] Epoch 6/60 (0 s)
op_2 Reconnecting
■ op_2 cancelled after 0 s: enough
✓ op_1 completed in 0 s
`,
  );
});

Deno.test("quiet and json show nothing of a group", () => {
  for (const mode of ["quiet", "json"] as const) {
    const { group, add, take } = createFakeGroup({ mode });
    const [view] = add("op_1");
    view.update(epochUpdate(6));
    view.finish("completed");
    group.suspend(() => {});
    group[Symbol.dispose]();
    assertEquals(take(), "");
  }
});
