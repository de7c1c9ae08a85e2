import { assertEquals, assertStringIncludes } from "@std/assert";
import { commandsPage, generateCommands } from "../docs/generate_commands.ts";
import { generateProgramWords, programWordsFile } from "../docs/generate_completions.ts";
import { generateHouse, housePage } from "../docs/generate_house.ts";
import { eventSchemas, parseEvent } from "./support/event_schema.ts";

Deno.test("docs/commands.md says what the program takes (else: deno task docs)", async () => {
  assertEquals(await Deno.readTextFile(commandsPage), generateCommands());
});

Deno.test("completion knows what the program takes (else: deno task docs)", async () => {
  assertEquals(await Deno.readTextFile(programWordsFile), generateProgramWords());
});

Deno.test("docs/house.md shows the folders that there are and the rules of imports (else: deno task docs)", async () => {
  const page = generateHouse();
  assertEquals(await Deno.readTextFile(housePage), page);
  assertStringIncludes(page, "\n  engine/\n    domain/\n");
  assertStringIncludes(page, "\ncommands/ ");
  assertStringIncludes(page, "\nlib/engine/jobs/ ");
});

Deno.test("generateCommands() describes commands of every depth, global options once", () => {
  const page = generateCommands();
  assertStringIncludes(page, "\n## ktrdr model\n");
  assertStringIncludes(page, "\n### ktrdr model train\n");
  assertStringIncludes(page, "\n## ktrdr status\n");
  assertEquals(page.split("| `-u`, `--url <url>` | text |").length, 2);
});

Deno.test("docs/events.md describes every event with every key, and its examples are events", async () => {
  const page = await Deno.readTextFile(new URL("../docs/events.md", import.meta.url));
  const [, ...sections] = page.split(/^## /m);
  const described = sections.map((section) => ({
    type: section.split("\n")[0],
    keys: [...section.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key),
  }));
  const promised = Object.entries(eventSchemas).map(([type, schema]) => ({
    type,
    keys: Object.keys(schema.shape),
  }));
  const byType = (left: { type: string }, right: { type: string }) => left.type.localeCompare(right.type);
  assertEquals(described.toSorted(byType), promised.toSorted(byType));
  const examples = [...page.matchAll(/^\{.*\}$/gm)].map(([line]) => parseEvent(line).type);
  assertEquals(new Set(examples), new Set(Object.keys(eventSchemas)));
});
