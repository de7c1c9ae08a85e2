import { assertEquals } from "@std/assert";
import { createStyle } from "../../lib/output/style.ts";
import { displayWidth, padText, sanitizeText, truncateText, withUnit } from "../../lib/output/text.ts";

Deno.test("sanitizeText() removes control characters and escape sequences", () => {
  const cases: [string, string][] = [
    ["plain text, 100 %", "plain text, 100 %"],
    ["\x1b[31mred\x1b[0m", "red"],
    ["\x1b[2J\x1b[1;1Hcleared", "cleared"],
    ["\x9b2Jcleared", "cleared"],
    ["\x1b]0;new title\x07text", "text"],
    ["\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\", "link"],
    ["\x9d0;new title\x9ctext", "text"],
    ["\x1bP1$r\x1b\\text", "text"],
    ["\x1bctext", "text"],
    ["\x1b(0text", "text"],
    ["text\x1b", "text"],
    ["a\x00b\x07c\x08d\x7fe\x85f", "abcdef"],
    ["safe\u202Egnp.exe\u2066\u061C", "safegnp.exe"],
    ["line 1\nline 2\r\nline 3\tend", "line 1 line 2 line 3 end"],
    ["日本 ✓ 🙂", "日本 ✓ 🙂"],
  ];
  for (const [text, expected] of cases) assertEquals(sanitizeText(text), expected, JSON.stringify(text));
});

Deno.test("sanitizeText() keeps the text after a sequence without an end", () => {
  assertEquals(sanitizeText("before \x1b]0;after"), "before 0;after");
});

Deno.test("sanitizeText() keeps newlines and known styles on request, and nothing else", () => {
  assertEquals(sanitizeText("a\r\nb\nc\td\rb", { keepNewlines: true }), "a\nb\nc\td\nb");
  const styled = createStyle(true).red("x");
  assertEquals(sanitizeText(`${styled}\x1b[8mhidden\x1b[2Jy`, { keepStyles: true }), `${styled}hiddeny`);
  assertEquals(sanitizeText(styled), "x");
});

Deno.test("displayWidth() counts columns, not characters", () => {
  assertEquals(displayWidth("epoch"), 5);
  assertEquals(displayWidth("日本"), 4);
  assertEquals(displayWidth(createStyle(true).bold("日本")), 4);
});

Deno.test("truncateText() cuts to columns and keeps styles intact", () => {
  const style = createStyle(true);
  assertEquals(truncateText("short", 5), "short");
  assertEquals(truncateText("longer", 5), "long…");
  assertEquals(truncateText("日本語", 4), "日…");
  assertEquals(truncateText(style.red("longer"), 5), style.red("long…"));
  assertEquals(truncateText("text", 1), "…");
  assertEquals(truncateText("text", 0), "");
});

Deno.test("padText() fills columns on either side", () => {
  assertEquals(padText("日", 4), "日  ");
  assertEquals(padText("1", 3, "right"), "  1");
  assertEquals(padText("long", 2), "long");
});

Deno.test("withUnit() uses the singular for one", () => {
  assertEquals([withUnit(1, "epochs"), withUnit(5105, "bars")], ["1 epoch", "5,105 bars"]);
});
