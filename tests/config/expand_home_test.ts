import { assertEquals } from "@std/assert";
import { configPath } from "../../lib/config/config_path.ts";
import { expandHome } from "../../lib/config/expand_home.ts";
import { homeFolder } from "../../lib/config/home_folder.ts";

function envOf(values: Record<string, string>) {
  return (name: string) => values[name];
}

Deno.test("expandHome() puts the user's folder in the place of ~, and of nothing else", () => {
  const env = envOf({ HOME: "/home/me" });
  const cases = {
    "~": "/home/me",
    "~/x": "/home/me/x",
    "~/": "/home/me",
    "~other/x": "~other/x",
    "/a/~/x": "/a/~/x",
    "x~": "x~",
    "": "",
  };
  for (const [path, expected] of Object.entries(cases)) assertEquals(expandHome(path, env), expected, path);
  assertEquals(expandHome("~/x", envOf({ USERPROFILE: "/users/me" })), "/users/me/x");
  assertEquals(expandHome("~/x", envOf({})), "~/x");
});

Deno.test("every variable that names a path may begin with ~", () => {
  const operatingSystem = "linux";
  const home = (values: Record<string, string>) =>
    homeFolder({ env: envOf({ HOME: "/home/me", ...values }), operatingSystem });
  assertEquals(home({ KTRDR_HOME: "~/x" }), "/home/me/x");
  assertEquals(home({ XDG_DATA_HOME: "~/data" }), "/home/me/data/ktrdr");
  const config = (values: Record<string, string>) =>
    configPath({ env: envOf({ HOME: "/home/me", ...values }), operatingSystem });
  assertEquals(config({ KTRDR_CONFIG: "~/k.yaml" }), "/home/me/k.yaml");
  assertEquals(config({ XDG_CONFIG_HOME: "~/etc" }), "/home/me/etc/ktrdr/config.yaml");
});
