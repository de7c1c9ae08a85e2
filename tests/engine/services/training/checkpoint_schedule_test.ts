import { assertEquals } from "@std/assert";
import { CheckpointSchedule } from "../../../../lib/engine/services/training/checkpoint_schedule.ts";

Deno.test("a checkpoint is due after so many steps, counted from the last one", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 100 });
  const due = Array.from({ length: 35 }, (_, step) => step).filter((step) => schedule.isDue(step, 0));
  assertEquals(due, [9, 19, 29]);
});

Deno.test("a checkpoint is due after five minutes, however few steps were made", () => {
  let time = 1_000_000;
  const schedule = new CheckpointSchedule(10, { start: 0, now: () => time });
  assertEquals(schedule.isDue(1, 0), false);
  time += 300_000;
  assertEquals(schedule.isDue(2, 0), true);
  time += 299_999;
  assertEquals(schedule.isDue(3, 0), false);
});

Deno.test("after the first checkpoint of quick steps there are at most two a second", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 10 });
  const due = Array.from({ length: 135 }, (_, step) => step).filter((step) => schedule.isDue(step, 0));
  assertEquals(due, [9, 59, 109]);
});

Deno.test("checkpoints that cost much come seldom: they take a twentieth of the time", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 1000 });
  const due = Array.from({ length: 100 }, (_, step) => step).filter((step) => schedule.isDue(step, 2000));
  assertEquals(due, [9, 49, 89]);
});

Deno.test("no checkpoint is due while the one before is on its way", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 1000 });
  const costs = [0, null, null, 0];
  assertEquals(costs.map((cost, index) => schedule.isDue(9 + 10 * index, cost)), [true, false, false, true]);
});
