/**
 * Makes the program one file that needs nothing else, wherever it lies, and that carries the licences of what is in it.
 *
 * ```sh
 * deno run -A release/bundle.ts                 # writes dist/ktrdr.js
 * deno run -A release/bundle.ts /tmp/ktrdr.js   # writes it there
 * ```
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import config from "../deno.json" with { type: "json" };
import { writeNotices } from "./write_notices.ts";

const root = fromFileUrl(new URL("../", import.meta.url));

/** Where the bundle is written by default. */
export const bundlePath = `${root}dist/ktrdr.js`;

/**
 * Writes the bundle to `path`. The platform "browser" keeps out the Node builds of libraries, which need `require()`:
 * Deno has that for files only, and not for a module from a URL. Rejects when the bundler fails, or NOTICE is not
 * complete.
 */
export async function bundleProgram(path: string = bundlePath): Promise<void> {
  const notices = await writeNotices();
  await Deno.mkdir(dirname(path), { recursive: true });
  const command = new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--minify", "--platform", "browser", "--output", path, `${root}cli.ts`],
    cwd: root,
  });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  await Deno.writeTextFile(path, writeComment(`ktrdr ${config.version}\n\n${notices}`), { append: true });
}

/** At the end of the bundle, so that reading it does not cost the start of the program anything. */
function writeComment(text: string): string {
  if (text.includes("*/")) throw new Error("LICENSE or NOTICE has the end of a comment in it");
  return `\n/*!\n${text.trimEnd()}\n*/\n`;
}

if (import.meta.main) await bundleProgram(Deno.args[0]);
