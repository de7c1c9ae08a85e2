import { createDenoHost } from "../lib/host/deno_host.ts";

/** A file that a program makes, and that is committed. */
export interface GeneratedFile {
  /** Where it is. */
  path: URL;
  text: string;
  /** What it is called, and the task that makes it, for whoever has forgotten to run it. */
  name: string;
  task: string;
}

/** Writes the file; with --check only looks whether it is up to date, and lets the program end with 1 where it is not. */
export async function writeGenerated({ path, text, name, task }: GeneratedFile): Promise<void> {
  if (!Deno.args.includes("--check")) return await Deno.writeTextFile(path, text);
  if (await Deno.readTextFile(path).catch(() => "") === text) return;
  createDenoHost().stderr.write(`${name} is out of date. Run 'deno task ${task}' and commit the result.\n`);
  Deno.exitCode = 1;
}
