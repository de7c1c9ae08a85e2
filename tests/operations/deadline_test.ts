import { assert, assertFalse } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { Deadline } from "../../lib/operations/deadline.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function createWorld() {
  const clock = new VirtualClock({ now: 0, mode: "manual" });
  const client = new KtrdrClient({
    baseUrl: "http://localhost:8000/api/v1",
    delay: (milliseconds, wait) => clock.delay(milliseconds, wait),
    now: () => 0,
  });
  return { clock, client };
}

Deno.test("Deadline ends after its time, whatever the clock says", async () => {
  const { clock, client } = createWorld();
  using deadline = new Deadline(client, { begins: "now", milliseconds: 1_000 });
  await clock.advance(999);
  assertFalse(deadline.ended.aborted);
  await clock.advance(1);
  assert(deadline.ended.aborted);
});

Deno.test("Deadline can last longer than any timer", async () => {
  const { clock, client } = createWorld();
  const milliseconds = 100 * 24 * 3_600_000;
  using deadline = new Deadline(client, { begins: "now", milliseconds });
  await clock.advance(milliseconds - 1);
  assertFalse(deadline.ended.aborted);
  await clock.advance(1);
  assert(deadline.ended.aborted);
});

Deno.test("Deadline begins with a signal, or never", async () => {
  const { clock, client } = createWorld();
  const controller = new AbortController();
  using late = new Deadline(client, { begins: controller.signal, milliseconds: 1_000 });
  using never = new Deadline(client, { begins: undefined, milliseconds: 1_000 });
  await clock.advance(5_000);
  assertFalse(late.ended.aborted);
  controller.abort();
  await clock.advance(1_000);
  assert(late.ended.aborted);
  assertFalse(never.ended.aborted);
});

Deno.test("Deadline that is disposed ends no more", async () => {
  const { clock, client } = createWorld();
  const deadline = new Deadline(client, { begins: "now", milliseconds: 1_000 });
  deadline[Symbol.dispose]();
  await clock.advance(5_000);
  assertFalse(deadline.ended.aborted);
});
