import { assertEquals, assertStringIncludes } from "@std/assert";
import { commandsPage, generateCommands } from "../docs/generate_commands.ts";

Deno.test("docs/commands.md says what the program takes (else: deno task docs)", async () => {
  assertEquals(await Deno.readTextFile(commandsPage), generateCommands());
});

Deno.test("generateCommands() describes commands of every depth, global options once", () => {
  const page = generateCommands();
  assertStringIncludes(page, "\n## ktrdr model\n");
  assertStringIncludes(page, "\n### ktrdr model train\n");
  assertStringIncludes(page, "\n## ktrdr status\n");
  assertEquals(page.split("| `-u`, `--url <url>` | text |").length, 2);
});
