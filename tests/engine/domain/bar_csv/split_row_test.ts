import { assertEquals } from "@std/assert";
import { detectSeparator, splitRow } from "../../../../lib/engine/domain/bar_csv/split_row.ts";

Deno.test("splitRow() honours quotes, doubled quotes and blanks around fields", () => {
  assertEquals(splitRow(' a ,"b, c", "d ""e""" ,,f', ","), ["a", "b, c", 'd "e"', "", "f"]);
  assertEquals(splitRow('"a";"";b"c', ";"), ["a", "", 'b"c']);
  assertEquals(splitRow('x,""', ","), ["x", ""]);
  assertEquals(splitRow('a,"b', ","), undefined);
});

Deno.test("detectSeparator() counts outside quotes", () => {
  assertEquals(['"a,b,c";d', "a\tb", "a,b;c,d", "alone"].map(detectSeparator), [";", "\t", ",", ","]);
});
