import { assertEquals, assertStringIncludes } from "@std/assert";
import { createOriginalWorld } from "../../support/original_server/original_world.ts";

Deno.test("while the worker is busy, one line says which operation has it, and that it frees itself", async () => {
  for (const args of [["train", "macd"], ["train", "macd", "--follow"]]) {
    const world = createOriginalWorld({ epochs: 20 });
    const { value } = await world.json("train", "rsi_spx");
    world.pass(10_000);
    const { exitCode, stderr } = await world.run(...args);
    assertEquals(exitCode, 0, stderr);
    const lines = stderr.split("\n").filter((line) => line.startsWith("No worker is free"));
    assertEquals(lines, [
      `No worker is free: ${value.operation_id} has it until some seconds after its end; trying for 1 m 00 s more`,
    ]);
  }
});

Deno.test("where no worker becomes free the way out is that operation, not the server's log", async () => {
  const world = createOriginalWorld({ epochs: 1000 });
  const { value: { operation_id: id } } = await world.json("train", "rsi_spx");
  const { exitCode, value } = await world.json("train", "macd", "--wait-for-worker", "5");
  assertEquals([exitCode, value.message], [1, "No training workers available"]);
  assertStringIncludes(value.suggestion, `ktrdr wait ${id}`);
  assertEquals(value.suggestion.includes("container logs"), false);
});
