import { dirname, join } from "@std/path";
import type { Host } from "../host/host.ts";
import { readSettingsFile } from "./read_settings_file.ts";

/** A `.env.sandbox` file. */
export interface SandboxFile {
  path: string;
  text: string;
}

/** One value of a sandbox file. */
interface SandboxValue {
  value: string;
  /** From 1. */
  line: number;
}

/** How many folders are searched, the working directory included. */
const mostFolders = 10;

/** The nearest `.env.sandbox`, in the working directory or up to nine folders above it; null where there is none. */
export async function findSandboxFile(host: Pick<Host, "files" | "facts">): Promise<SandboxFile | null> {
  let folder = host.facts.workingDirectory;
  for (let count = 0; count < mostFolders; count++) {
    const path = join(folder, ".env.sandbox");
    // Without permission to look there is no file.
    if (await host.files.exists(path).catch(() => false)) {
      const text = await readSettingsFile(host, {
        path,
        name: "File",
        hint: "Say where the API is with --url",
      });
      return { path, text };
    }
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
  return null;
}

/**
 * The value of a key in a sandbox file: `KEY=VALUE` lines, blank lines and lines that start with `#` are skipped, keys
 * and values are trimmed, quotes mean nothing, the last one wins.
 */
export function sandboxValue(file: SandboxFile, key: string): SandboxValue | undefined {
  let found: SandboxValue | undefined;
  for (const [index, line] of file.text.split(/\r?\n/).entries()) {
    const text = line.trim();
    const separator = text.indexOf("=");
    if (text.startsWith("#") || separator < 0 || text.slice(0, separator).trim() !== key) continue;
    found = { value: text.slice(separator + 1).trim(), line: index + 1 };
  }
  return found;
}
