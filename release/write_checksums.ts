/**
 * Writes SHA256SUMS, which `sha256sum --check` understands, for the files of a folder.
 *
 * ```sh
 * deno run -A release/write_checksums.ts dist
 * ```
 * @module
 */
import { join } from "@std/path";

const fileName = "SHA256SUMS";

/** Writes SHA256SUMS into a folder, for all other files in it. */
export async function writeChecksums(folder: string): Promise<void> {
  const names = (await Array.fromAsync(Deno.readDir(folder)))
    .filter(({ isFile, name }) => isFile && name !== fileName)
    .map(({ name }) => name)
    .sort();
  let text = "";
  for (const name of names) {
    const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(join(folder, name)));
    text += `${new Uint8Array(digest).toHex()}  ${name}\n`;
  }
  await Deno.writeTextFile(join(folder, fileName), text);
}

if (import.meta.main) await writeChecksums(Deno.args[0]);
