import { assertEquals, assertStringIncludes } from "@std/assert";
import { generateManual } from "../docs/generate_man.ts";
import { Program } from "../commands/program/program.ts";
import { createRootCommand } from "../commands/root.ts";
import { createFakeHost } from "./support/fake_host.ts";

interface AnyCommand {
  getPath(): string;
  getCommands(hidden?: boolean): AnyCommand[];
}

function pathsBelow(command: AnyCommand): string[] {
  return command.getCommands(false).flatMap((child) => [child.getPath(), ...pathsBelow(child)]);
}

Deno.test("generateManual() names every command, the global options once, and every exit code", () => {
  const page = generateManual();
  const services = { openEngine: () => Promise.reject(new Error("no engine")) };
  for (const path of pathsBelow(createRootCommand(new Program(createFakeHost(), services, [])))) {
    assertStringIncludes(page, `.SS ${path.replaceAll("-", "\\-")}`);
  }
  assertEquals(page.split(".B \\-u, \\-\\-url <url>\n").length, 2);
  assertStringIncludes(page, ".SH EXIT STATUS\n.TP\n.B 0\nDone");
});

Deno.test({
  name: "generateManual() makes a page that groff reads without complaint",
  ignore: !await isInstalled("groff"),
  fn: async () => {
    const path = await Deno.makeTempFile({ suffix: ".1" });
    await Deno.writeTextFile(path, generateManual());
    const { code, stdout, stderr } = await new Deno.Command("groff", {
      args: ["-man", "-Tascii", "-ww", path],
    }).output();
    await Deno.remove(path);
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
    assertStringIncludes(new TextDecoder().decode(stdout), "ktrdr");
  },
});

async function isInstalled(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"], stdin: "null" }).output()).success;
  } catch {
    return false;
  }
}
