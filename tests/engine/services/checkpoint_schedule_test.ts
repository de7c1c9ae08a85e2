import { assertEquals } from "@std/assert";
import { CheckpointSchedule } from "../../../lib/engine/services/checkpoint_schedule.ts";

Deno.test("a checkpoint is due after so many steps, counted from the last one", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 100 });
  const due = Array.from({ length: 35 }, (_, step) => step).filter((step) => schedule.isDue(step));
  assertEquals(due, [9, 19, 29]);
});

Deno.test("a checkpoint is due after five minutes, however few steps were made", () => {
  let time = 1_000_000;
  const schedule = new CheckpointSchedule(10, { start: 0, now: () => time });
  assertEquals(schedule.isDue(1), false);
  time += 300_000;
  assertEquals(schedule.isDue(2), true);
  time += 299_999;
  assertEquals(schedule.isDue(3), false);
});

Deno.test("after the first checkpoint of quick steps there are at most two a second", () => {
  let time = 0;
  const schedule = new CheckpointSchedule(10, { start: -1, now: () => time += 10 });
  const due = Array.from({ length: 135 }, (_, step) => step).filter((step) => schedule.isDue(step));
  assertEquals(due, [9, 59, 109]);
});
