import { assertEquals } from "@std/assert";
import { runJson } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

Deno.test("the first training works, although the modules of its worker take their time to load", async () => {
  await using place = await openWorkplace();
  const strategy = await place.writeStrategy("quick", 3);
  // Nothing is compiled yet, as after an installation.
  const env = { DENO_DIR: `${place.folder}/deno` };
  const trained = await runJson(["model", "train", strategy, "--embedded"], { ...place, env });
  assertEquals(trained.status, "completed");
});
