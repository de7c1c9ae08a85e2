import { assert, assertEquals, assertFalse, assertLess } from "@std/assert";
import { join } from "@std/path";
import { barsCsv, openTestEngine, strategyText, type TestEngine } from "../engine/http/test_engine.ts";
import { readExchanges } from "../engine/http/recorded_exchange.ts";
import { mutateBytes, mutateJson, mutateText } from "./mutate.ts";
import type { RandomSource } from "./random_source.ts";
import { repeat } from "./repeat.ts";
import { hostileName, listSurroundings, marker, openSurroundings } from "./surroundings.ts";

const routes = [
  "GET /operations/:",
  "GET /operations/:/children",
  "GET /operations/:/results",
  "GET /operations/:/metrics",
  "DELETE /operations/:",
  "POST /operations/:/resume",
  "POST /operations/:/retry",
  "GET /operations?status=:&limit=:&offset=:",
  "GET /operations/:?wait=:&seen=:",
  "GET /models/:",
  "GET /models/:/:",
  "GET /strategies/:",
  "GET /strategies/:/features",
  "POST /strategies/validate/:",
  "PUT /strategies/:",
  "GET /data/:/:",
  "GET /data/:/:?limit=:&start_date=:",
  "PUT /data/:/:?skip_bad_rows=:",
  "GET /checkpoints/:",
  "DELETE /checkpoints/:",
  "GET /backtests/:",
  "GET /workers/:",
  "GET /:",
  "GET /:/:/:",
];

/** What a path carries of a name: percent-encoded, or as it is, twice encoded, or cut in the middle of a code. */
function encode(source: RandomSource, name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed());
  return source.pick([
    encoded,
    encoded,
    encoded.replaceAll("%", "%25"),
    name.slice(0, 200),
    `${encoded}%e0%a4`,
  ]);
}

function hostileBody(source: RandomSource): BodyInit {
  return source.pick<() => BodyInit>([
    () => source.text().toWellFormed(),
    () => source.bytes(source.below(200)),
    () => mutateText(source, strategyText()).toWellFormed(),
    () => mutateText(source, barsCsv(5)).toWellFormed(),
    () => mutateBytes(source, new TextEncoder().encode(strategyText())),
    () => JSON.stringify(source.value()),
  ])();
}

async function ask(engine: TestEngine, route: string, body: BodyInit | undefined): Promise<void> {
  const [method, path] = [route.slice(0, route.indexOf(" ")), route.slice(route.indexOf(" ") + 1)];
  const init = body === undefined || method === "GET" ? {} : { body };
  const { status, body: answer } = await engine.send(method, path, init);
  const text = JSON.stringify(answer);
  const asked = `${route.slice(0, 300)} ${String(body).slice(0, 300)}: ${status} ${text.slice(0, 300)}`;
  assert(status >= 200 && status < 500, asked);
  assertLess(text.length, 200_000, asked);
  assertFalse(/\bat .*\.ts:\d+/.test(text), asked);
  assertFalse(text.includes(marker) || text.includes("root:"), asked);
}

Deno.test("the engine answers any request in its own words, and stays in its home", async () => {
  await using place = await openSurroundings();
  const before = listSurroundings(place.folder);
  await using engine = await openTestEngine({ home: place.home });
  assertEquals((await engine.put("/strategies/rsi_spx", strategyText())).status, 200);
  assertEquals((await engine.put("/data/SPX/1d", barsCsv(60))).status, 200);
  await repeat({ runs: 700, seed: 1 }, async (source) => {
    const route = source.pick(routes).replaceAll(":", () => encode(source, hostileName(source)));
    await ask(engine, route, source.chance(0.8) ? hostileBody(source) : undefined);
  });
  assertEquals(listSurroundings(place.folder), before);
  for (const { name } of Deno.readDirSync(join(place.home, "strategies"))) {
    assert(/^[A-Za-z0-9_-]+\.yaml$/.test(name), name);
  }
});

Deno.test("the engine refuses any body of a start in its own words", async () => {
  await using place = await openSurroundings();
  await using engine = await openTestEngine({ home: place.home });
  await engine.put("/strategies/rsi_spx", strategyText());
  await engine.put("/data/SPX/1d", barsCsv(60));
  const starts = [...readExchanges("operations"), ...readExchanges("reads_and_refusals")]
    .filter(({ method, body }) => method !== "GET" && body !== undefined);
  assert(starts.length > 10);
  await repeat({ runs: 500, seed: 1 }, async (source) => {
    const { method, path, body } = source.pick(starts);
    const named: unknown = JSON.parse(
      JSON.stringify(body).replace(/"rsi_spx"/, () => JSON.stringify(hostileName(source))),
    );
    const mutated = JSON.stringify(mutateJson(source, named));
    const text = source.chance(0.2) ? mutateText(source, mutated).toWellFormed() : mutated;
    await ask(engine, `${method} ${path.replace(/\{\w+\}/, "op_1")}`, text);
  });
});
