import { assertEquals } from "@std/assert";
import { strategyNamePattern } from "../../lib/contract/strategy.ts";

Deno.test("a strategy's name is one that every system can hold as a file", () => {
  for (const name of ["rsi_spx", "A", "9-x", "con_x", "console", "com", "com10", "nulls", "x".repeat(100)]) {
    assertEquals(strategyNamePattern.test(name), true, name);
  }
  const others = ["", "_x", "-x", "a.b", "a/b", "a b", "x:", "x?", 'x"', "x<", "x|", "x*", "x.", "ä"];
  for (const name of [...others, "con", "CON", "Prn", "aux", "NUL", "com1", "LPT9", "com0"]) {
    assertEquals(strategyNamePattern.test(name), false, name);
  }
});
