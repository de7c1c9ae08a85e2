import { assertEquals } from "@std/assert";
import { KtrdrClient } from "../../lib/client/client.ts";
import { TrainingAdapter } from "../../lib/operations/adapters/training.ts";
import { barsCsv, strategyText } from "../engine/http/test_engine.ts";
import { assertIntact } from "../support/assert_intact.ts";
import type { ProgramProcess } from "../support/program_process.ts";
import { startProgram } from "../support/processes.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const trainings = [1, 2, 3, 4];
const bars = 900;

/** A process that serves a home, and a client of it. */
interface Served extends AsyncDisposable {
  client: KtrdrClient;
  server: ProgramProcess;
}

async function serve(place: Workplace): Promise<Served> {
  const server = startProgram(["serve", "--port", "0"], place);
  const [, url] = await server.prints(/Serving the KTRDR API at (http:\/\/127\.0\.0\.1:\d+)\n/);
  const client = new KtrdrClient({ baseUrl: `${url}/api/v1` });
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Every part of the bars as a file of its own: every fourth ten of them. */
function partOfBars(remainder: number): string {
  const [head, ...lines] = barsCsv(bars).trimEnd().split("\n");
  return [head, ...lines.filter((_, index) => Math.floor(index / 10) % 4 === remainder)].join("\n") + "\n";
}

/** Several trainings and imports at once; two of the imports are parts of the bars that another process imports too. */
async function work({ client }: Served, parts: readonly number[]): Promise<string[]> {
  const imports = parts.flatMap((part) => [
    client.data.upload({ symbol: "MIX", timeframe: "1d", csv: partOfBars(part) }),
    client.data.upload({ symbol: `OWN${part}`, timeframe: "1d", csv: barsCsv(bars) }),
  ]);
  const results = trainings.map((seed) =>
    client.executeOperation(new TrainingAdapter({ strategy_name: "quick", seed }))
  );
  const [ended] = await Promise.all([Promise.all(results), Promise.all(imports)]);
  return ended.map(({ status, operationId }) => `${operationId} ${status}`);
}

Deno.test("two processes train and import at once in one home, and nothing is lost", async () => {
  await using place = await openWorkplace();
  await using first = await serve(place);
  await using second = await serve(place);
  await first.client.strategies.upload({ name: "quick", yaml: strategyText({ name: "quick", epochs: 40 }) });
  const done = await Promise.all([work(first, [0, 1]), work(second, [2, 3])]);
  const ended = done.flat();
  assertEquals(ended.filter((line) => !line.endsWith(" completed")), []);

  for (const { client } of [first, second]) {
    const { data } = await client.operations.list({ limit: 100 });
    assertEquals(data.map(({ operation_id: id, status }) => `${id} ${status}`).sort(), ended.toSorted());
    const ids = (await client.models.list()).map((model) => model.model_id).sort();
    assertEquals(ids, ended.map((_, index) => `quick/1d_v${index + 1}`).sort());
    for (const symbol of ["MIX", "OWN0", "OWN1", "OWN2", "OWN3"]) {
      const range = await client.data.range({ symbol, timeframe: "1d" });
      assertEquals([symbol, range.point_count], [symbol, bars]);
    }
  }
  for (const { server } of [first, second]) {
    server.kill("SIGTERM");
    assertEquals((await server.ended()).code, 0);
  }
  assertIntact(place.folder);
});
