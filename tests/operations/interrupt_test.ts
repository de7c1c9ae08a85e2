import { assert, assertEquals, assertFalse, assertInstanceOf } from "@std/assert";
import { ExitCode, InterruptedError } from "../../lib/errors.ts";
import { interruptPolicy } from "../../lib/operations/interrupt.ts";
import { createFakeHost } from "../support/fake_host.ts";

function exitCodeOf(signal: AbortSignal): number {
  assertInstanceOf(signal.reason, InterruptedError);
  return signal.reason.exitCode;
}

Deno.test("interruptPolicy() tells the first Ctrl+C from the second", async () => {
  const host = createFakeHost({ time: "manual" });
  using policy = interruptPolicy(host);
  assertFalse(policy.signal.aborted);
  host.raise("SIGINT");
  assert(policy.signal.aborted);
  assertFalse(policy.abandon.aborted);
  await host.advance(100);
  host.raise("SIGINT");
  assert(policy.abandon.aborted);
  assertEquals([exitCodeOf(policy.signal), exitCodeOf(policy.abandon)], [130, 130]);
  assertFalse(policy.detach.aborted);
});

Deno.test("interruptPolicy() takes presses within 100 ms, and a key that is held, for one", async () => {
  const host = createFakeHost({ time: "manual" });
  using policy = interruptPolicy(host);
  for (let press = 0; press < 20; press++) {
    host.raise("SIGINT");
    await host.advance(30);
  }
  assert(policy.signal.aborted);
  assertFalse(policy.abandon.aborted);
});

Deno.test("interruptPolicy() detaches on SIGTERM and SIGHUP", () => {
  for (const name of ["SIGTERM", "SIGHUP"] as const) {
    const host = createFakeHost();
    using policy = interruptPolicy(host);
    host.raise(name);
    assert(policy.detach.aborted);
    assertEquals(exitCodeOf(policy.detach), ExitCode.terminated);
    assertFalse(policy.signal.aborted);
  }
});

Deno.test("interruptPolicy() stops listening when disposed", () => {
  const host = createFakeHost();
  interruptPolicy(host)[Symbol.dispose]();
  assertEquals(host.countListeners(), 0);
});
