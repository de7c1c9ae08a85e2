/**
 * How long a page of operations takes among 100,000: medians of 25 requests to the embedded engine.
 *
 * Run with `deno task bench:list`.
 * @module
 */
import { join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { openEngine } from "../lib/engine/mod.ts";
import { createDenoHost } from "../lib/host/deno_host.ts";

const operations = 100_000;
const requests = 25;

const queries = [
  "limit=100",
  "limit=100&offset=90000",
  "limit=100&status=completed",
  "limit=100&active_only=true",
];

/** Copies the one operation there is until there are enough. */
function fill(home: string): void {
  const database = new DatabaseSync(join(home, "ktrdr.db"));
  database.exec(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${operations})
    INSERT INTO operations (operation_id, operation_type, status, created_at, progress, metadata, warnings, request, version, result_summary)
    SELECT 'many_' || n, CASE n % 3 WHEN 0 THEN 'training' ELSE 'backtesting' END,
      CASE WHEN n % 7 = 0 THEN 'failed' ELSE 'completed' END,
      created_at + n, progress, metadata, warnings, request, 1, '{"x":1}' FROM operations, numbers`,
  );
  database.close();
}

async function bench(home: string): Promise<void> {
  await using engine = await openEngine({
    home,
    createWorker: () => new Worker(import.meta.resolve("../lib/engine/worker.ts"), { type: "module" }),
  });
  const send = async (path: string, method = "GET") => {
    const response = await engine.fetch(new Request(`http://engine/api/v1/${path}`, { method }));
    return await response.text();
  };
  await send("dummy/start", "POST");
  fill(home);
  const { stdout } = createDenoHost();
  for (const query of queries) {
    const times: number[] = [];
    for (let request = 0; request < requests; request++) {
      const start = performance.now();
      await send(`operations?${query}`);
      times.push(performance.now() - start);
    }
    const median = times.sort((a, b) => a - b)[Math.floor(requests / 2)];
    stdout.write(`GET /operations?${query.padEnd(28)} ${median.toFixed(1)} ms\n`);
  }
}

const home = await Deno.makeTempDir({ prefix: "ktrdr-bench-" });
try {
  await bench(home);
} finally {
  await Deno.remove(home, { recursive: true });
}
