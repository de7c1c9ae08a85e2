import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { strategyText } from "../engine/http/test_engine.ts";
import { openEmptyHome, openTrainedHome, spxBars } from "../support/engine_homes.ts";
import { createFakeHost, type FakeHost } from "../support/fake_host.ts";
import { createEngineHost, runKtrdr } from "../support/run_ktrdr.ts";

/** Does something once the server says on stdout that it listens, then ends it. */
function onceListening(
  host: FakeHost,
  work: () => Promise<void>,
  signal: "SIGINT" | "SIGTERM" = "SIGINT",
): void {
  const write = host.stdout.write.bind(host.stdout);
  host.stdout.write = (text) => {
    write(text);
    work().finally(() => host.raise(signal));
  };
}

Deno.test("serve answers requests until Ctrl+C or SIGTERM, then ends well", async () => {
  await using place = await openTrainedHome();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const host = createEngineHost(place.home);
    const statuses: number[] = [];
    onceListening(host, async () => {
      const response = await host.fetch(new Request("http://127.0.0.1:8000/api/v1/health"));
      statuses.push(response.status);
      await response.body?.cancel();
    }, signal);
    const run = await runKtrdr(["serve"], { host, home: place.home });
    assertEquals([run.exitCode, statuses], [0, [200]]);
    assertEquals(run.stdout, "Serving the KTRDR API at http://127.0.0.1:8000\n");
    assertEquals(run.stderr, "Ctrl+C stops it\nStopping\n");
  }
});

Deno.test("serve --json prints one value: where it listens", async () => {
  await using place = await openTrainedHome();
  const host = createEngineHost(place.home);
  onceListening(host, () => Promise.resolve());
  const { exitCode, stdout } = await runKtrdr(["serve", "--port", "0", "--host", "::1", "--json"], {
    host,
    home: place.home,
  });
  assertEquals(exitCode, 0);
  assertMatch(stdout, /^\{"status":"listening","url":"http:\/\/\[::1\]:\d+"\}\n$/);
});

Deno.test("commands work against a served engine as they do against the embedded one", async () => {
  await using place = await openTrainedHome();
  const host = createEngineHost(place.home);
  const outputs: string[] = [];
  onceListening(host, async () => {
    for (const args of [["model", "list"], ["data", "range", "SPX"], ["validate", "rsi_spx"]]) {
      const client = createFakeHost({ time: "real", fetch: (request) => host.fetch(request) });
      const { stdout } = await runKtrdr([...args, "--url", "http://127.0.0.1:8000"], { host: client });
      const { stdout: alike } = await runKtrdr([...args, "--embedded"], { home: place.home });
      assertEquals(stdout, alike);
      outputs.push(stdout);
    }
  });
  await runKtrdr(["serve"], { host, home: place.home });
  assertEquals(outputs.length, 3);
});

Deno.test("serve needs a port that is free", async () => {
  await using place = await openTrainedHome();
  const host = createEngineHost(place.home);
  await using _other = await host.serve(() => Promise.resolve(new Response()), {
    hostname: "127.0.0.1",
    port: 8000,
  });
  const { exitCode, stdout, stderr } = await runKtrdr(["serve"], { host, home: place.home });
  assertEquals([exitCode, stdout], [1, ""]);
  assertEquals(
    stderr,
    "Error: Cannot listen on 127.0.0.1:8000: another program listens there\nHint: Choose another with --port\n",
  );
});

Deno.test("serve is not about the server that the environment names", async () => {
  await using place = await openTrainedHome();
  const host = createEngineHost(place.home, { env: { KTRDR_API_URL: "ftp://nonsense" } });
  onceListening(host, () => Promise.resolve());
  const { exitCode, stdout } = await runKtrdr(["serve", "--embedded"], { host, home: place.home });
  assertEquals(exitCode, 0);
  assertStringIncludes(stdout, "Serving the KTRDR API");
});

Deno.test("serve --strategies and --data serve the files of folders", async () => {
  await using place = await openTrainedHome();
  await using served = await openEmptyHome();
  const folder = served.home;
  const host = createEngineHost(place.home, { files: { [`${folder}/any`]: "" } });
  const valid: boolean[] = [];
  onceListening(host, async () => {
    await Deno.writeTextFile(`${folder}/mine.yaml`, strategyText({ name: "mine" }));
    const url = "http://127.0.0.1:8000/api/v1/strategies/validate/mine";
    const response = await host.fetch(new Request(url, { method: "POST" }));
    valid.push((await response.json()).valid);
    await Deno.writeTextFile(`${folder}/NEW_1d.csv`, spxBars);
    const read = await host.fetch(new Request("http://127.0.0.1:8000/api/v1/data/NEW/1d"));
    valid.push((await read.json()).data.dates.length === 700);
  });
  const { exitCode } = await runKtrdr(["serve", "--strategies", folder, "--data", folder], {
    host,
    home: place.home,
  });
  assertEquals([exitCode, valid], [0, [true, true]]);
});

Deno.test("serve does not begin to listen without the folder it is to serve: exit code 2", async () => {
  await using place = await openTrainedHome();
  const cases = [["/none", "there is no such folder"], ["/a_file", "it is no folder"]];
  for (const [path, reason] of cases) {
    const host = createEngineHost(place.home, { files: { "/a_file": "" } });
    for (const option of ["--strategies", "--data"]) {
      const { exitCode, stdout, stderr } = await runKtrdr(["serve", option, path], {
        host,
        home: place.home,
      });
      assertEquals([exitCode, stdout], [2, ""]);
      assertStringIncludes(stderr, `Error: ${option} is '${path}': ${reason}\n`);
    }
  }
});
