import { assertEquals, assertThrows } from "@std/assert";
import { settableKeys } from "../../lib/config/config_keys.ts";
import { configPath } from "../../lib/config/config_path.ts";
import { withConfig } from "../../lib/config/config.ts";
import { editConfig } from "../../lib/config/edit_config.ts";
import { UsageError } from "../../lib/errors.ts";
import { configOf } from "../support/config_text.ts";

Deno.test("withConfig() fills in variables that are not set", () => {
  const config = configOf("progress: plain\nhome: /c\noutput: json\n");
  const env = withConfig((name) => name === "KTRDR_HOME" ? "/e" : undefined, config);
  assertEquals(["KTRDR_PROGRESS", "KTRDR_HOME", "KTRDR_TOKEN", "HOME"].map(env), [
    "plain",
    "/e",
    undefined,
    undefined,
  ]);
});

Deno.test("configPath() is where each system has such files", () => {
  const where = (env: Record<string, string>, operatingSystem = "linux") =>
    configPath({ env: (name) => env[name], operatingSystem });
  assertEquals(where({ KTRDR_CONFIG: "/c", XDG_CONFIG_HOME: "/x", HOME: "/h" }), "/c");
  assertEquals(where({ XDG_CONFIG_HOME: "/x", HOME: "/h" }), "/x/ktrdr/config.yaml");
  assertEquals(where({ HOME: "/h" }), "/h/.config/ktrdr/config.yaml");
  assertEquals(where({ APPDATA: "/a", XDG_CONFIG_HOME: "/x" }, "windows"), "/a/ktrdr/config.yaml");
  assertEquals(where({}), undefined);
});

Deno.test("editConfig() keeps comments, order and quotes", () => {
  const text = `# Top\n\nurl: "a"  # here\n# below\nprofiles:\n  # of work\n  work:\n    home: 'x'\n`;
  const edit = (keys: string[], value?: string) => editConfig(text, { path: "/c", edits: [{ keys, value }] });
  assertEquals(edit(["profiles", "work", "home"], "y"), text.replace("'x'", "'y'").replace("  # h", " # h"));
  assertEquals(edit(["url"], "a"), text);
  assertEquals(edit(["color"]), text);
  assertEquals(
    editConfig("# Only this\n", { path: "/c", edits: [{ keys: ["url"], value: "a" }] }),
    "# Only this\n\nurl: a\n",
  );
});

Deno.test("editConfig() makes room where nothing is, and none where something else is", () => {
  const edits = [{ keys: ["profiles", "work", "url"], value: "a" }];
  for (const text of ["", "null", "profiles:\n", "profiles:\n  work:\n", "{}"]) {
    const edited = editConfig(text, { path: "/c", edits });
    assertEquals(configOf(edited, "work").entries.get("url")?.text, "a");
  }
  for (const text of ["profiles: 3", "profiles:\n  work: fast", "text", "- url"]) {
    assertThrows(() => editConfig(text, { path: "/c", edits }), UsageError, "holds no settings");
  }
});

Deno.test("docs/configuration.md describes every setting, and its example is one", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/configuration.md", import.meta.url));
  const described = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, key]) => key);
  assertEquals(described, [...settableKeys]);
  const example = /```yaml\n([^`]*)```/.exec(page)?.[1] ?? "";
  assertEquals(configOf(example).entries.get("url")?.text, "https://ktrdr.example");
});
