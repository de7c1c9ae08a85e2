/**
 * Writes docs/house.md, the folders of the program and who may import whom, from the folders that there are and the rules
 * that the tests check.
 *
 * ```sh
 * deno run -A docs/generate_house.ts           # writes it
 * deno run -A docs/generate_house.ts --check   # exits with 1 when it is out of date
 * ```
 * @module
 */
import { zones } from "../tests/architecture/import_rules.ts";
import { writeGenerated } from "./write_generated.ts";

/** The page, next to this file. */
export const housePage: URL = new URL("./house.md", import.meta.url);

const introduction = `# The house

<!-- Made by \`deno task docs\` from the folders and tests/architecture/import_rules.ts: change those, not this page. -->

Where things are, and who may import whom. What each folder is for is in CONTRIBUTING.md.`;

/** The text of the page. */
export function generateHouse(): string {
  const folders = ["commands", "lib"].flatMap((folder) => [`${folder}/`, ...drawFolders(folder, 1)]);
  return `${introduction}

## Folders

\`\`\`
${folders.join("\n")}
\`\`\`

## Who may import whom

From top to bottom; within itself every folder may. What is in brackets may be imported as a type, and by \`import()\`.

\`\`\`
${drawDirections()}
\`\`\`
`;
}

/** The folders below one, each indented by its depth. */
function drawFolders(folder: string, depth: number): string[] {
  const names = [...Deno.readDirSync(new URL(`../${folder}/`, import.meta.url))]
    .filter((entry) => entry.isDirectory).map(({ name }) => name).sort();
  return names.flatMap((name) => [
    `${"  ".repeat(depth)}${name}/`,
    ...drawFolders(`${folder}/${name}`, depth + 1),
  ]);
}

function drawDirections(): string {
  const width = Math.max(...zones.map(({ place }) => place.length));
  return zones.filter(({ imports, lazyImports = [] }) => imports.length + lazyImports.length > 0)
    .map(({ place, imports, lazyImports = [] }) => {
      const others = [...new Set(imports)].filter((target) => target !== place);
      const all = [...others, ...lazyImports.map((target) => `(${target})`)];
      return `${place.padEnd(width)} → ${all.length === 0 ? "nothing of ours" : all.join(", ")}`;
    }).join("\n");
}

if (import.meta.main) {
  await writeGenerated({ path: housePage, text: generateHouse(), name: "docs/house.md", task: "docs" });
}
