import { assertEquals, assertThrows } from "@std/assert";
import { parseBarText } from "../../../support/parse_bar_text.ts";

Deno.test("parseBarCsv() says what a file is that is no text with lines", () => {
  const row = "time,open,high,low,close\r2020-01-05,1,2,.5,1.5\r";
  const cases: [string, string][] = [
    ["\x1f\x8b\x08", "The file is compressed, expected text: unpack it first"],
    [
      [..."time,open"].map((letter) => `${letter}\0`).join(""),
      "The file has NUL characters, as UTF-16 has; expected UTF-8 text",
    ],
    [row, "The lines end with CR alone, expected LF or CRLF"],
  ];
  for (const [text, message] of cases) assertThrows(() => parseBarText(text), RangeError, message);
});

Deno.test("parseBarCsv() refuses a zone that does not exist", () => {
  for (const zone of ["+15:00", "-99:00", "+05:60", "+0599"]) {
    const { problems } = parseBarText(`time,open,high,low,close\n2020-01-05T10:00${zone},1,2,.5,1.5\n`);
    assertEquals(problems.length, 1, zone);
  }
});
