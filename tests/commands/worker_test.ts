import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { recorded, recordedId as id } from "../support/recorded_answers.ts";
import { runBoth } from "../support/run_both.ts";
import { runJson, runKtrdr } from "../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../support/scripted_server.ts";

const url = ["--url", "http://server"];
const script = { "GET /workers": [recorded("cancelled: workers")] };

Deno.test("worker list, under all its names, shows whole addresses and operations", async () => {
  const { exitCode, stdout, routes } = await runBoth(
    [["workers"], ["worker"], ["worker", "list"], ["workers", "list"], ["list", "workers"]],
    script,
  );
  assertEquals([exitCode, routes], [0, ["GET /workers"]]);
  assertEquals(
    stdout,
    `WORKER                       TYPE         STATUS  GPU  ENDPOINT               OPERATION
backtesting-worker-52d8dccc  backtesting  busy    -    http://127.0.0.1:5003  ${id}
training-worker-6d84e425     training     busy    -    http://127.0.0.1:5005  ${id}
`,
  );
});

Deno.test("worker list --json is the array of the API, with everything in it", async () => {
  const { value } = await runJson(["workers", ...url], { fetch: new ScriptedServer(script).fetch });
  assertEquals(value.length, 2);
  assertEquals([value[0].worker_id, value[0].metadata.last_selected], [
    "backtesting-worker-52d8dccc",
    1795321573.538785,
  ]);
});

Deno.test("worker list sends its filters", async () => {
  const server = new ScriptedServer({ "GET /workers": [json([])] });
  const args = ["workers", "--type", "gpu_host", "--status", "temporarily_unavailable", ...url];
  const { stdout } = await runKtrdr(args, { fetch: server.fetch });
  assertEquals(stdout, "No workers registered\n");
  assertEquals(server.requests[0].query, { worker_type: "gpu_host", status: "temporarily_unavailable" });
});

const worker = {
  worker_id: "gpu-1",
  worker_type: "gpu_host",
  endpoint_url: "http://10.0.0.7:5005",
  status: "available",
  current_operation_id: null,
  capabilities: { gpu: true, gpu_type: "CUDA", gpu_count: 2, cores: 16, memory_gb: 64 },
  last_health_check: "2026-11-22T04:26:11+00:00",
  last_healthy_at: "2026-11-22T04:26:11+00:00",
  health_check_failures: 0,
  metadata: { rack: "b" },
};

Deno.test("worker show tells what a worker can do; with --verbose what else it says", async () => {
  const route = { "GET /workers/gpu-1": [json(worker)] };
  const { exitCode, stdout } = await runBoth(
    [["worker", "show", "gpu-1"], ["workers", "show", "gpu-1"]],
    route,
  );
  assertEquals(exitCode, 0);
  assertEquals(
    stdout,
    `Worker:                gpu-1
Type:                  gpu_host
Status:                available
Operation:             -
Endpoint:              http://10.0.0.7:5005
GPU:                   2 × CUDA
Cores:                 16
Memory:                64.0 GB
Last healthy:          2026-11-22 04:26 UTC
Last health check:     2026-11-22 04:26 UTC
Failed health checks:  0
`,
  );
  const fetch = new ScriptedServer(route).fetch;
  assertMatch((await runKtrdr(["worker", "show", "gpu-1", "-v", ...url], { fetch })).stdout, /^rack: +b$/m);
  assertEquals((await runJson(["worker", "show", "gpu-1", ...url], { fetch })).value, worker);
});

Deno.test("a worker that tells little, or nonsense, is shown all the same", async () => {
  const fetch = json([{ worker_id: "w", worker_type: "training", status: "busy", capabilities: "none" }]);
  const { exitCode, stdout } = await runKtrdr(["workers", ...url], { fetch });
  assertEquals([exitCode, stdout.split("\n")[1]], [0, "w       training  busy    -    -         -"]);
});

Deno.test("an unknown worker: exit code 5; a bad filter: 2; no server: 6", async () => {
  const fetch = json({ detail: "Worker not found: nope" }, { status: 404 });
  const unknown = await runJson(["worker", "show", "nope", ...url], { fetch });
  assertEquals([unknown.exitCode, unknown.value.message], [5, "Worker not found: nope"]);
  for (const line of ["workers --type cpu", "worker list --status free", "list workers -t x"]) {
    const host = createFakeHost();
    const { exitCode, stderr } = await runKtrdr([...line.split(" "), ...url], { host });
    assertEquals([exitCode, host.requests], [2, []]);
    assertStringIncludes(stderr, "Expected values: ");
  }
  assertEquals((await runKtrdr(["workers", ...url])).exitCode, 6);
});
