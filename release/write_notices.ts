/**
 * The licences of everything that a bundle carries.
 * @module
 */
import config from "../deno.json" with { type: "json" };
import packages from "../package.json" with { type: "json" };

const root = new URL("../", import.meta.url);

/** A package of which parts are in the bundle. */
interface CarriedPackage {
  readonly name: string;
  readonly version: string;
  /** The text of its licence file; undefined where it has none. */
  readonly license: string | undefined;
}

/**
 * The text that goes with a bundle: LICENSE, and NOTICE, which names every package with its version and repeats its
 * copyright and its licence. Rejects when NOTICE does not do that for a package that the program depends on.
 */
export async function writeNotices(): Promise<string> {
  const notice = await Deno.readTextFile(new URL("NOTICE", root));
  const problems = (await listCarried()).flatMap((carried) => checkNotice(notice, carried));
  if (problems.length > 0) throw new Error(`NOTICE is not complete:\n${problems.join("\n")}`);
  return `${await Deno.readTextFile(new URL("LICENSE", root))}\n${"-".repeat(80)}\n${notice}`;
}

/** What NOTICE fails to say of a package. */
export function checkNotice(notice: string, { name, version, license }: CarriedPackage): string[] {
  const known = collapse(notice);
  const major = version.split(".")[0];
  const isNamed = new RegExp(`\\b${name} (${RegExp.escape(version)}|${major})(?![\\d.])`).test(known);
  // Whatever else a package holds under its own licence is not in the bundle: NOTICE says what is.
  const needed = name === "windmill-cli" ? [] : paragraphsOf(license ?? "");
  return [
    ...(isNamed ? [] : [`It does not name ${name} ${version}`]),
    ...needed.filter((text) => !known.includes(text)).map((text) => `It lacks, of ${name}: ${text}`),
  ];
}

/** The paragraphs of a licence file, but for its title. */
function paragraphsOf(license: string): string[] {
  return license.split(/\n\s*\n/).map(collapse).filter((text) =>
    text !== "" && !/^[\w ]+ License$/.test(text)
  );
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

async function listCarried(): Promise<CarriedPackage[]> {
  const imported = Object.values(config.imports).flatMap((specifier) =>
    specifier.match(/^npm:([^@]+)@/)?.[1] ?? []
  );
  const names = [...new Set([...Object.keys(packages.dependencies), ...imported])].sort();
  return await Promise.all(names.map(async (name) => {
    const folder = new URL(`node_modules/${name}/`, root);
    const { version } = JSON.parse(await Deno.readTextFile(new URL("package.json", folder)));
    return { name, version, license: await readIfThere(new URL("LICENSE", folder)) };
  }));
}

async function readIfThere(file: URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
