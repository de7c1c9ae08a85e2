/**
 * What files and folders of the project look like from outside.
 * @module
 */
import type { SourceFile } from "./read_sources.ts";

/** A file may have this many lines; 200 are plenty. */
export const lineLimit = 300;

/** Names that say nothing about what is inside. */
const emptyNames = ["utils", "util", "helpers", "helper", "common", "types", "misc", "index"];

const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** The problems of a file that can be seen without reading its code, as `path: what`. */
export function checkFile({ path, text }: SourceFile): string[] {
  const problems: string[] = [];
  const lines = text.replace(/\n$/, "").split("\n").length;
  if (lines > lineLimit) problems.push(`${lines} lines; at most ${lineLimit}`);
  for (const name of path.replace(/\.ts$/, "").split("/")) {
    if (!snakeCase.test(name)) problems.push(`"${name}" is not snake_case`);
    if (emptyNames.includes(name)) problems.push(`"${name}" says nothing about what is inside`);
  }
  // What a clone does not have, it must not read.
  if (/\.\.\/shared\b|\/work\/(shared|main)\b/.test(text)) problems.push("a path outside of the project");
  return problems.map((problem) => `${path}: ${problem}`);
}
