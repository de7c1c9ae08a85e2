/**
 * The headless Chromium that the npm package @sparticuz/chromium carries, with the libraries and fonts it needs: nothing
 * has to be installed beside it.
 * @module
 */
import { dirname, fromFileUrl, join } from "@std/path";
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** Where a browser lies. */
export interface UnpackedBrowser {
  executable: string;
  /** Environment variables by which it finds its libraries and fonts. */
  env: Record<string, string>;
}

const modules = fromFileUrl(new URL("../../node_modules", import.meta.url));

/** Unpacks the browser, which takes some seconds, unless an earlier run has done so: it stays beside the packages. */
export async function unpackBrowser(): Promise<UnpackedBrowser> {
  const source = join(modules, "@sparticuz", "chromium");
  const { version } = JSON.parse(await Deno.readTextFile(join(source, "package.json")));
  const folder = join(modules, ".cache", `chromium_${version}`);
  if (!await exists(folder)) await unpackTo(folder, join(source, "bin"));
  return {
    executable: join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: join(folder, "lib"),
      FONTCONFIG_FILE: join(folder, "own_fonts.conf"),
      HOME: folder,
    },
  };
}

/** The folder appears complete, by one rename; a second process may do the same at the same time. */
async function unpackTo(folder: string, source: string): Promise<void> {
  const unfinished = `${folder}.${crypto.randomUUID()}`;
  await Deno.mkdir(unfinished, { recursive: true });
  try {
    await pipeline(
      createReadStream(join(source, "chromium.br")),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(join(unfinished, "chromium"), { mode: 0o755 }),
    );
    for (const archive of ["al2023", "fonts", "swiftshader"]) {
      const packed = await Deno.readFile(join(source, `${archive}.tar.br`));
      await extract(new Uint8Array(brotliDecompressSync(packed)), unfinished);
    }
    await Deno.writeTextFile(join(unfinished, "own_fonts.conf"), fontSettings(folder));
    await Deno.rename(unfinished, folder).catch(async (error) => {
      if (!await exists(folder)) throw error;
    });
  } finally {
    await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  }
}

function fontSettings(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "font_cache")}</cachedir></fontconfig>
`;
}

/** The files of a tar archive: after a header of 512 bytes each, filled up to whole blocks. */
async function extract(archive: Uint8Array, folder: string): Promise<void> {
  const text = (from: number, length: number) =>
    new TextDecoder().decode(archive.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    const path = join(folder, text(at, 100));
    const isFile = ["", "0"].includes(text(at + 156, 1));
    if (isFile) {
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeFile(path, archive.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
