import { assertEquals } from "@std/assert";
import { countLines, LineReader } from "../../lib/bar_files/text/line_reader.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Number and text of every line that is not blank. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  const line = new LineReader(encode(text));
  while (line.next()) if (!line.isBlank) lines.push(`${line.number}${line.take()}`);
  return lines;
}

Deno.test("LineReader numbers lines as an editor does and tells blank ones", () => {
  assertEquals(linesOf("a\r\n\n  \nb\nc"), ["1a", "4b", "5c"]);
  assertEquals(linesOf("a\n\r\n\u00a0\u2028\n\rb\r\r\n"), ["1a", "4\rb\r"]);
  assertEquals([linesOf(""), linesOf("\n"), linesOf("\uFEFF\uFEFFa")], [[], [], ["1\uFEFFa"]]);
});

Deno.test("LineReader reads a file of any size, with lines of any length and characters of any width", () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `${"ü界😀x".repeat(index % 23)}${index}`);
  lines[7] = "😀".repeat(200_000);
  lines[29_999] = "é".repeat(700_000);
  const numbered = lines.map((line, index) => `${index + 1}${line}`);
  assertEquals(linesOf(lines.join("\n")), numbered);
  assertEquals(linesOf(lines.join("\r\n") + "\r\n"), numbered);
});

Deno.test("LineReader shows the start of a long line", () => {
  const line = new LineReader(encode(`a\n${"é".repeat(90_000)}\r\n`));
  while (line.next());
  assertEquals([line.length, line.take(3), line.take(1e6).length], [90_000, "ééé", 90_000]);
});

Deno.test("countLines() counts all lines, blank ones too", () => {
  assertEquals(["", "a", "a\nb", "a\n\nb\n"].map((text) => countLines(encode(text))), [1, 1, 2, 4]);
});
