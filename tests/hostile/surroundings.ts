/**
 * What lies beside a home, and names that try to get there.
 * @module
 */
import { join } from "@std/path";
import { strategyText } from "../engine/http/test_engine.ts";
import type { RandomSource } from "./random_source.ts";

/** Stands in every file beside the home, and must never be in an answer. */
export const marker = "beside-the-home";

/** A folder with files that nobody may see or touch, and a home among them. */
export async function openSurroundings() {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_hostile_" });
  const model = join(folder, "models", "secret", "1d_v1");
  await Deno.mkdir(model, { recursive: true });
  await Deno.writeTextFile(join(model, "model.json"), JSON.stringify({ marker }));
  const strategy = strategyText({ name: "secret" }).replace("RSI and MACD", marker);
  await Deno.writeTextFile(join(folder, "secret.yaml"), strategy);
  return {
    folder,
    home: join(folder, "home"),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Every path below a folder, with the text of files; the home is left out. */
export function listSurroundings(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (name === "home") return [];
    return isDirectory ? [path, ...listSurroundings(path)] : [`${path}: ${Deno.readTextFileSync(path)}`];
  }).toSorted();
}

/** Names that lead elsewhere when they are taken for a part of a path. */
const waysOut = [
  "../secret",
  "..",
  "../../secret",
  "..%2fsecret",
  "%2e%2e/secret",
  "....//secret",
  "..\\secret",
  "secret/../../secret",
  "/etc/passwd",
  "~/secret",
  "secret.yaml",
  "secret\0.yaml",
  "C:\\secret",
  "\\\\host\\share",
  "file:///etc/passwd",
  "../models/secret/1d_v1",
  "models/../../models/secret/1d_v1",
  "secret/1d_v1",
  "CON",
  ".",
  "",
  "x".repeat(10_000),
  "__proto__",
  "constructor",
];

/** A name that there is, one that leads elsewhere, or any text. */
export function hostileName(source: RandomSource): string {
  if (source.chance(0.35)) return source.pick(["rsi_spx", "SPX", "1d", "op_training_1", "quick/1d_v1"]);
  return source.chance(0.5) ? source.pick(waysOut) : source.text();
}
