/**
 * Who may import whom.
 * @module
 */

/** One import, export-from, `import()` or `import("…").Type`. */
export interface Import {
  /** The file that imports. */
  readonly from: string;
  /** As it is written. */
  readonly specifier: string;
  /** `lazy` is an `import()` call, which loads when it is reached; `type` is gone before the program runs. */
  readonly kind: "value" | "type" | "lazy";
}

/** The specifier of an `import()` whose argument is not a plain text. */
export const computed = "(computed)";

/** What the files of a place may import from the project. */
interface Zone {
  /** A folder with `/` at its end, or one file. The longest that fits a file counts. */
  readonly place: string;
  /** Folders and files, in the same form. */
  readonly imports: readonly string[];
  /** What may be imported by `import()` only, and as a type, since neither loads it at the start. */
  readonly lazyImports?: readonly string[];
}

const engineGround = [
  "lib/contract/",
  "lib/errors.ts",
  "lib/permission_error.ts",
  "lib/is_utf8.ts",
  "lib/count_json_parts.ts",
];

/** What is known of the indicators without computing any. */
const indicatorDeclarations = [
  "lib/indicators/catalog.ts",
  "lib/indicators/indicator.ts",
  "lib/indicators/parameter_shapes.ts",
];

/** Who may import whom: the picture of the house in `docs/house.md` is made from it. */
export const zones: readonly Zone[] = [
  {
    place: "cli.ts",
    imports: [],
    lazyImports: [
      "commands/main.ts",
      "commands/program/program.ts",
      "commands/program/program_services.ts",
      "commands/completions/answer_at_once.ts",
      "lib/contract/server.ts",
      "lib/host/deno_host.ts",
      "lib/host/host.ts",
      "lib/permissions.ts",
      "lib/engine/mod.ts",
      "lib/engine/worker.ts",
    ],
  },
  { place: "mod.ts", imports: ["lib/client/", "lib/operations/", "lib/contract/", "lib/errors.ts"] },
  {
    place: "commands/",
    imports: [
      "commands/",
      "lib/client/",
      "lib/operations/",
      "lib/output/",
      "lib/config/",
      "lib/strategy/",
      ...indicatorDeclarations,
      "lib/serve/",
      "lib/contract/",
      "lib/errors.ts",
      "lib/permission_error.ts",
      "lib/host/host.ts",
      "deno.json",
    ],
  },
  {
    place: "lib/operations/",
    imports: ["lib/operations/", "lib/client/", "lib/contract/", "lib/errors.ts", "lib/host/host.ts"],
  },
  {
    place: "lib/client/",
    imports: ["lib/client/", "lib/contract/", "lib/errors.ts", "lib/permission_error.ts"],
  },
  // The front of both: requests, and operations from start to end. The operations know the requests only.
  { place: "lib/client/client.ts", imports: ["lib/client/", "lib/operations/"] },
  // A setting takes the same words as the option of its name.
  {
    place: "lib/config/",
    imports: ["lib/config/", "lib/output/output_words.ts", "lib/errors.ts", "lib/host/host.ts"],
  },
  { place: "lib/output/", imports: ["lib/output/", "lib/errors.ts", "lib/host/host.ts"] },
  { place: "lib/strategy/", imports: ["lib/strategy/", ...indicatorDeclarations, "lib/errors.ts"] },
  { place: "lib/indicators/", imports: ["lib/indicators/"] },
  { place: "lib/serve/", imports: ["lib/serve/", "lib/errors.ts"] },
  { place: "lib/contract/", imports: ["lib/contract/"] },
  { place: "lib/errors.ts", imports: [] },
  { place: "lib/permission_error.ts", imports: ["lib/errors.ts"] },
  { place: "lib/permissions.ts", imports: [] },
  { place: "lib/is_utf8.ts", imports: [] },
  { place: "lib/count_json_parts.ts", imports: [] },
  { place: "lib/unreadable.ts", imports: [] },
  { place: "lib/host/", imports: ["lib/host/", "lib/permissions.ts", "lib/is_utf8.ts", "lib/unreadable.ts"] },
  // Bars are read into the columns that the engine computes with.
  {
    place: "lib/bar_files/",
    imports: [
      "lib/bar_files/",
      "lib/contract/",
      "lib/errors.ts",
      "lib/is_utf8.ts",
      "lib/count_json_parts.ts",
      "lib/engine/domain/bars.ts",
    ],
  },
  {
    place: "lib/engine/http/",
    imports: [
      "lib/bar_files/",
      "lib/engine/http/",
      "lib/engine/services/",
      "lib/engine/jobs/",
      ...engineGround,
    ],
  },
  {
    place: "lib/engine/services/",
    imports: [
      "lib/engine/services/",
      "lib/engine/jobs/",
      "lib/engine/domain/",
      "lib/engine/store/",
      "lib/bar_files/",
      "lib/strategy/",
      "lib/indicators/",
      ...engineGround,
    ],
  },
  { place: "lib/engine/jobs/", imports: ["lib/engine/jobs/", "lib/engine/store/", ...engineGround] },
  // Bars are stored as the columns that the domain computes with. What Deno does not permit, Node's modules would ask
  // the user for.
  {
    place: "lib/engine/store/",
    imports: [
      "lib/engine/store/",
      "lib/engine/domain/bars.ts",
      "lib/permissions.ts",
      "lib/unreadable.ts",
      ...engineGround,
    ],
  },
  { place: "lib/engine/domain/", imports: ["lib/engine/domain/", "lib/indicators/"] },
  { place: "lib/engine/worker.ts", imports: ["lib/engine/services/", "lib/engine/jobs/"] },
  { place: "lib/engine/mod.ts", imports: ["lib/engine/", "lib/contract/", "lib/errors.ts"] },
];

/** Libraries that belong to some places only; any other may be imported everywhere but in the domain. */
const packageHomes: Readonly<Record<string, readonly string[]>> = {
  "@cliffy/command": ["commands/"],
  "@cliffy/table": ["lib/output/"],
  "yaml": ["lib/strategy/", "lib/output/", "lib/config/"],
  "node:": ["lib/engine/store/", "lib/host/http/"],
};

/** What is wrong with an import, or undefined. */
export function checkImport(entry: Import): string | undefined {
  const zone = zones.filter(({ place }) => lies(entry.from, place))
    .toSorted((a, b) => b.place.length - a.place.length)[0];
  if (zone === undefined) return `No import rule covers "${entry.from}"`;
  const target = resolveImport(entry);
  if (target === undefined) return checkPackage(entry);
  const allowed = entry.kind === "value" ? zone.imports : [...zone.imports, ...zone.lazyImports ?? []];
  if (allowed.some((place) => lies(target, place))) return undefined;
  const form = entry.kind === "lazy" ? "import() of" : "import of";
  const whom = allowed.join(", ") || "nothing of ours";
  return `${form} "${target}": ${zone.place} may import ${whom}: ${wayOut(entry.from, target)}`;
}

/** What to do instead of an import, by what is imported; the first that fits counts. */
const waysOut: readonly { readonly place: string; readonly from?: string; readonly way: string }[] = [
  { place: "lib/host/", way: "take a Host (lib/host/host.ts), or the one function of it that is needed" },
  {
    place: "lib/engine/",
    from: "commands/",
    way: "ask context.client() for it: only cli.ts loads the engine",
  },
  {
    place: "lib/engine/store/",
    from: "lib/engine/http/",
    way: "ask a service for it (lib/engine/services/)",
  },
  {
    place: "lib/engine/http/",
    way: "give back plain data, of which the route makes what goes over the wire",
  },
  { place: "lib/client/", from: "lib/engine/", way: "the engine is asked, it does not ask: take data in" },
  { place: "lib/output/", way: "tell a callback, as onProgress() and onState() do: the command shows it" },
  { place: "commands/", way: "move what both need to lib/, or take it as a parameter" },
];

function wayOut(from: string, target: string): string {
  return waysOut.find((one) => lies(target, one.place) && (one.from === undefined || lies(from, one.from)))
    ?.way ??
    "take it as a parameter, or move what both need to a place that both may import";
}

/** The path of the imported file in the project; undefined for a library. */
export function resolveImport({ from, specifier }: Pick<Import, "from" | "specifier">): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  const root = "file:///root/";
  const url = new URL(specifier, root + from).href;
  return url.startsWith(root) ? url.slice(root.length) : specifier;
}

function checkPackage({ from, specifier, kind }: Import): string | undefined {
  if (specifier === computed) return "import() of a computed name: nobody can tell what it loads";
  if (["lib/engine/domain/", "lib/indicators/"].some((place) => lies(from, place))) {
    return `import of "${specifier}": numbers need no library`;
  }
  if (/^(npm|jsr|https?):/.test(specifier)) return `import of "${specifier}": name it in deno.json`;
  if (specifier.startsWith("node:") && kind === "value") {
    return `import of "${specifier}": a bundle loads it at every start; lib/engine/store/node_builtins.ts has it`;
  }
  if (specifier === "zod" && !["lib/engine/", "lib/strategy/"].some((place) => lies(from, place))) {
    return `import of "${specifier}": a client starts faster and is smaller with zod/mini`;
  }
  const name = Object.keys(packageHomes).find((name) => specifier.startsWith(name));
  if (name === undefined || packageHomes[name].some((place) => lies(from, place))) return undefined;
  return `import of "${specifier}": it belongs to ${packageHomes[name].join(", ")}`;
}

/** Whether a file is the place, or lies in it. */
export function lies(path: string, place: string): boolean {
  return place.endsWith("/") ? path.startsWith(place) : path === place;
}

/** The import cycles among files, each as the files in it from one to itself again. At least one of each knot. */
export function findCycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const entry of imports) {
    const target = resolveImport(entry);
    if (target !== undefined) targets.set(entry.from, [...targets.get(entry.from) ?? [], target]);
  }
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  function visit(file: string): void {
    if (finished.has(file)) return;
    const start = trail.indexOf(file);
    if (start >= 0) {
      cycles.push([...trail.slice(start), file]);
      return;
    }
    trail.push(file);
    for (const target of targets.get(file) ?? []) visit(target);
    trail.pop();
    finished.add(file);
  }
  for (const file of targets.keys()) visit(file);
  return cycles;
}
