import { assertEquals } from "@std/assert";
import {
  parseIsoDate,
  toDateText,
  toUtcText,
  toZonelessText,
} from "../../../lib/engine/services/iso_date.ts";

Deno.test("parseIsoDate() takes dates and date-times, with and without a zone", () => {
  const noon = Date.UTC(2024, 1, 29, 12);
  for (
    const text of [
      "2024-02-29T12:00",
      "2024-02-29 12:00:00",
      "2024-02-29T12:00:00Z",
      "2024-02-29T14:00:00+02:00",
      "2024-02-29T07:00:00.000-0500",
      "20240229T120000",
    ]
  ) assertEquals(parseIsoDate(text), noon, text);
  assertEquals(parseIsoDate("2024-02-29"), Date.UTC(2024, 1, 29));
  assertEquals(parseIsoDate("2024-02-29T00:00:00.5"), Date.UTC(2024, 1, 29) + 500);
});

Deno.test("parseIsoDate() gives null for what is no date", () => {
  for (
    const text of ["", "garbage", "2015-13-01", "2023-02-29", "2024-1-1", "2024-01-01T24:00", "2024-01-01x"]
  ) {
    assertEquals(parseIsoDate(text), null, text);
  }
});

Deno.test("moments are written in three ways", () => {
  const midnight = Date.UTC(2024, 0, 2);
  assertEquals(toUtcText(midnight), "2024-01-02T00:00:00Z");
  assertEquals(toUtcText(midnight + 5), "2024-01-02T00:00:00.005Z");
  assertEquals(toZonelessText(midnight + 5), "2024-01-02T00:00:00");
  assertEquals(toDateText(midnight), "2024-01-02");
  assertEquals(toDateText(midnight + 3_600_000), "2024-01-02T01:00:00Z");
});
