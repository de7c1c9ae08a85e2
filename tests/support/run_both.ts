import { assertEquals } from "@std/assert";
import { type KtrdrRun, runKtrdr } from "./run_ktrdr.ts";
import { type Responder, ScriptedServer } from "./scripted_server.ts";

/** A run against a scripted server, and what that was asked. */
export interface ScriptedRun extends KtrdrRun {
  /** `METHOD path` of every request. */
  routes: string[];
}

/** Runs a command under each of its names against a server made anew: all must do the same, which is returned. */
export async function runBoth(
  names: readonly (readonly string[])[],
  script: Record<string, Responder[]>,
): Promise<ScriptedRun> {
  const runs: ScriptedRun[] = [];
  for (const name of names) {
    const server = new ScriptedServer(script);
    const run = await runKtrdr([...name, "--url", "http://server"], { fetch: server.fetch });
    runs.push({ ...run, routes: server.routes });
  }
  for (const run of runs) assertEquals(run, runs[0]);
  return runs[0];
}
