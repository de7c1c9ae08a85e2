import { assertEquals } from "@std/assert";
import { plainText } from "../../lib/client/plain_text.ts";

Deno.test("plainText() removes escape sequences as a whole", () => {
  assertEquals(plainText("a\x1b[1;31mb\x1b[0mc"), "abc");
  assertEquals(plainText("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07"), "link");
  assertEquals(plainText("\x9b31mx\x07\x7f"), "31mx");
});

Deno.test("plainText() makes one line of several, and keeps other alphabets", () => {
  assertEquals(plainText("  Größe\r\n\tθ  日本 "), "Größe θ 日本");
});

Deno.test("plainText() cuts a long text", () => {
  assertEquals(plainText("abcdef", { limit: 4 }), "abc…");
  assertEquals(plainText("x".repeat(10_000_000)).length, 2_000);
});
