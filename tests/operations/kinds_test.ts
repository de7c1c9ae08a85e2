import { assert, assertEquals, assertFalse } from "@std/assert";
import { operationTypes } from "../../lib/contract/operation.ts";
import { canDo, kindOf, typeOfWord } from "../../lib/operations/kinds.ts";

Deno.test("typeOfWord() takes every type by its name, and other words that users have for it", () => {
  assertEquals(operationTypes.map(typeOfWord), [...operationTypes]);
  assertEquals(["backtest", "data", "constructor", ""].map(typeOfWord), [
    "backtesting",
    "data_load",
    undefined,
    undefined,
  ]);
});

Deno.test("kindOf() knows something of a type that a server has made up", () => {
  assertEquals(["toString", "agent_dream"].map((type) => kindOf(type).title), ["Operation", "Operation"]);
});

Deno.test("canDo() tells which workers do the work of a type: those of its name where nothing else is known", () => {
  assert(canDo("gpu_host", "training"));
  assertFalse(canDo("gpu_host", "backtesting"));
  assert(canDo("agent_dream", "agent_dream"));
});
