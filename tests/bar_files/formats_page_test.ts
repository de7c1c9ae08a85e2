import { assertEquals } from "@std/assert";
import { barFormats } from "../../lib/bar_files/formats/bar_formats.ts";

Deno.test("docs/bar_files.md lists every format of text with its name, in the order in which they are tried", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/bar_files.md", import.meta.url));
  const table = page.slice(page.indexOf("## Formats of text"));
  const listed = [...table.matchAll(/^\| `([^`]+)`\s*\| (.*?)\s*\| (.*?)\s*\|$/gm)].map(([, ...cells]) =>
    cells
  );
  const wanted = barFormats.map(({ name, title, header, shape }) => {
    const told = [
      ...(header === undefined ? [] : ["its header"]),
      ...(shape === undefined ? [] : ["rows without a header"]),
    ];
    return [name, title, told.join(", or ") || "the usual names in a header"];
  });
  assertEquals(listed, wanted);
});

Deno.test("no two formats of text have one name", () => {
  const names = barFormats.map(({ name }) => name);
  assertEquals([...new Set(names)], names);
});
