import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../lib/errors.ts";
import { createTokenCheck, parseServerToken } from "../../lib/serve/token_check.ts";

Deno.test("createTokenCheck() takes the token as a bearer token and nothing else", async () => {
  const hasToken = createTokenCheck("s3cret");
  const taken = ["Bearer s3cret", "bearer s3cret", "BEARER   s3cret", " Bearer s3cret "];
  const refused = [
    null,
    "",
    "s3cret",
    "Bearer",
    "Bearer ",
    "Bearer s3cre",
    "Bearer s3cret2",
    "Bearer S3cret",
    "Bearer s3cret s3cret",
    "Bearer s3cret, Bearer s3cret",
    "Basic s3cret",
    "Bearers3cret",
    `Bearer ${"s3cret".repeat(10_000)}`,
  ];
  for (const header of taken) assertEquals(await hasToken(header), true, header);
  for (const header of refused) assertEquals(await hasToken(header), false, String(header));
});

Deno.test("parseServerToken() never serves without a token where one is wanted, and never shows it", () => {
  assertEquals(parseServerToken(" s3cret\r\n", { origin: "File 'a'" }), "s3cret");
  for (const text of ["", " \n", "two words", "two\nlines", "nul\0", "ümlaut", "\u001b[31m"]) {
    const error = assertThrows(() => parseServerToken(text, { origin: "File 'a'" }), UsageError);
    assertEquals(error.message, "File 'a' holds no token");
  }
});
