import { assertEquals } from "@std/assert";
import { diffLines } from "../../lib/output/diff_lines.ts";

function show(before: string, after: string): string[] {
  const marks = { same: " ", removed: "-", added: "+", gap: "…" };
  return diffLines(before, after).map(({ kind, text }) => marks[kind] + text);
}

Deno.test("diffLines() shows what changed with two lines around it, and nothing of equal texts", () => {
  assertEquals(show("a\nb", "a\nb"), []);
  assertEquals(show("1\n2\n3\n4\n5\n6\n7\n8\n9", "1\n2\n3\nx\n5\n6\n7\n8"), [
    " 2",
    " 3",
    "-4",
    "+x",
    " 5",
    " 6",
    " 7",
    " 8",
    "-9",
  ]);
  assertEquals(show("a\n1\n2\n3\n4\n5\n6\nb", "c\n1\n2\n3\n4\n5\n6\nd"), [
    "-a",
    "+c",
    " 1",
    " 2",
    "…",
    " 5",
    " 6",
    "-b",
    "+d",
  ]);
});

Deno.test("diffLines() takes bounded time for texts that have nothing in common", () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, line) => word + line).join("\n");
  assertEquals(diffLines(text("a"), text("b")).length, 40_000);
});
