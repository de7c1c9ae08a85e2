import { assertEquals } from "@std/assert";
import { createFakeHost } from "../../support/fake_host.ts";
import { recorded, recordedId } from "../../support/recorded_answers.ts";
import { runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const start = "POST /trainings/start";
const poll = `GET /operations/${recordedId}`;
const env = { HOME: "/home/u" };

function world(config: string, variables: Record<string, string> = {}) {
  const busy = json({ detail: { error: "No training workers available", registered_workers: 1 } }, {
    status: 503,
  });
  const server = new ScriptedServer({ [start]: [busy], [poll]: [recorded("training: completed")] });
  const files = { "/home/u/.config/ktrdr/config.yaml": config };
  const host = createFakeHost({ env: { ...env, ...variables }, files, fetch: server.fetch });
  return { server, host };
}

Deno.test("wait_for_worker of the configuration is how long a start is repeated", async () => {
  const { server, host } = world("url: http://server\nwait_for_worker: 0\n");
  const { exitCode } = await runKtrdr(["train", "rsi_spx"], { host });
  assertEquals([exitCode, server.count(start)], [1, 1]);
  const flag = world("url: http://server\nwait_for_worker: 600\n");
  await runKtrdr(["train", "rsi_spx", "--wait-for-worker", "0"], { host: flag.host });
  assertEquals(flag.server.count(start), 1);
});

Deno.test("progress of the configuration is how progress is shown, unless something nearer tells", async () => {
  const follow = async (args: string[], variables = {}) => {
    const { host } = world("url: http://server\nprogress: json\n", variables);
    return (await runKtrdr(["follow", recordedId, ...args], { host })).stdout.split("\n")[0];
  };
  const isEvents = (line: string) => line.startsWith('{"type":"version",');
  assertEquals(isEvents(await follow([])), true);
  assertEquals(isEvents(await follow(["--progress", "plain"])), false);
  assertEquals(isEvents(await follow(["--output", "json"])), false);
  assertEquals(isEvents(await follow([], { KTRDR_PROGRESS: "plain" })), false);
});

Deno.test("csv as the configured output is no obstacle for a command that has no rows", async () => {
  const { host } = world("url: http://server\noutput: csv\n");
  const { exitCode, stdout } = await runKtrdr(["completions", "bash"], { host });
  assertEquals([exitCode, stdout.split("\n")[0]], [0, "# Completion of ktrdr for bash."]);
  const asked = await runKtrdr(["completions", "bash", "--output", "csv"], { host });
  assertEquals(asked.exitCode, 2);
});
