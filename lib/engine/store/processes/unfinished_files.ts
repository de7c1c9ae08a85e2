/**
 * Where a process works on files and folders before they get their names.
 * @module
 */
import { join } from "@std/path";
import { listFolder, makeFolder, removeUnfinishedPath } from "../files.ts";

/** Inside the home, so that a rename stays on one file system. */
function workFolder(home: string): string {
  return join(home, "tmp");
}

/** A new path for something unfinished of a process that holds its lock. */
export function unfinishedPath(home: string, processId: string): string {
  const folder = workFolder(home);
  makeFolder(folder);
  return join(folder, `${processId}@${crypto.randomUUID()}`);
}

/** Removes what a process has left unfinished that has ended. */
export function removeUnfinished(home: string, processId: string): void {
  const folder = workFolder(home);
  for (const name of listFolder(folder)) {
    if (name.startsWith(`${processId}@`)) removeUnfinishedPath(join(folder, name));
  }
}
