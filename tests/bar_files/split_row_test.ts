import { assertEquals } from "@std/assert";
import { detectSeparator, splitRow } from "../../lib/bar_files/text/split_row.ts";

Deno.test("splitRow() honours quotes, doubled quotes and blanks around fields", () => {
  assertEquals(splitRow(' a ,"b, c", "d ""e""" ,,f', ","), ["a", "b, c", 'd "e"', "", "f"]);
  assertEquals(splitRow('"a";"";b"c', ";"), ["a", "", 'b"c']);
  assertEquals(splitRow('x,""', ","), ["x", ""]);
  assertEquals(splitRow('a,"b', ","), undefined);
});

Deno.test("detectSeparator() takes what most lines agree on, outside quotes", () => {
  const files: [string[], string][] = [
    [['"a,b,c,d,e";d;e;f;g'], ";"],
    [["a\tb\tc\td\te"], "\t"],
    [["alone"], ","],
    [["d;o;h;l;c", "1;1,5;2,5;0,5;1,5", "2;1,5;2,5;0,5;1,5"], ";"],
    [["2024.01.01 10:00 1 2 0 1"], " "],
    [["a page", "d|o|h|l|c"], "|"],
  ];
  for (const [lines, separator] of files) assertEquals(detectSeparator(lines), separator, lines[0]);
});
