/** A folder to run the program in: a home with bars, and strategy files. */
import { homeIn } from "../support/processes.ts";
import { barsCsv, openTestEngine, strategyText } from "../engine/http/test_engine.ts";

/** A folder that goes away with its scope. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  /** Writes a strategy that is trained for so many epochs; gives the path of its file. */
  writeStrategy(name: string, epochs: number): Promise<string>;
}

/** Enough to train on, and quick: an epoch takes some milliseconds. */
const bars = 1200;

/** An empty folder. */
export async function openEmptyWorkplace(): Promise<Workplace> {
  const folder = await Deno.makeTempDir({ prefix: "ktrdr_e2e_" });
  return {
    folder,
    async writeStrategy(name, epochs) {
      const path = `${folder}/${name}.yaml`;
      await Deno.writeTextFile(path, strategyText({ name, epochs }));
      return path;
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** A folder whose home has daily bars of SPX. */
export async function openWorkplace(): Promise<Workplace> {
  const workplace = await openEmptyWorkplace();
  await using engine = await openTestEngine({ home: homeIn(workplace.folder) });
  await engine.put("/data/SPX/1d", barsCsv(bars));
  return workplace;
}
