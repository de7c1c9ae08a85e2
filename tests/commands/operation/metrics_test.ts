import { assertEquals, assertStringIncludes } from "@std/assert";
import { recorded, recordedId as id } from "../../support/recorded_answers.ts";
import { runBoth } from "../../support/run_both.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const url = ["--url", "http://server"];
const poll = `GET /operations/${id}`;
const metrics = `GET /operations/${id}/metrics`;

const epochs = [
  { epoch: 0, train_loss: 1.1, train_accuracy: 0.5, val_loss: 1.05, val_accuracy: 0.52 },
  { epoch: 1, train_loss: 0.9, train_accuracy: 0.55, val_loss: 0.91, val_accuracy: 0.6 },
  { epoch: 2, train_loss: 0.8, train_accuracy: 0.61, val_loss: 0.95, val_accuracy: 0.58 },
].map((row) => ({ ...row, learning_rate: 0.0010000000474974513, duration: 0.125 }));
const script = {
  [poll]: [recorded("training: running")],
  [metrics]: [json({ success: true, data: { operation_id: id, metrics: [epochs, 3] } })],
};

Deno.test("operation metrics shows every epoch, both curves, and which epoch is the best", async () => {
  const { exitCode, stdout, routes } = await runBoth(
    [["operation", "metrics", id], ["operations", "metrics", id], ["ops", "metrics", id]],
    script,
  );
  assertEquals([exitCode, routes], [0, [poll, metrics]]);
  assertEquals(
    stdout,
    `Loss:             █▃▁  1.100000 → 0.800000
Validation loss:  █▁▃  1.050000 → 0.950000

EPOCH      LOSS  VALIDATION LOSS  ACCURACY  VALIDATION ACCURACY  LEARNING RATE  SECONDS
    0  1.100000         1.050000    50.0 %               52.0 %          0.001    0.125
    1  0.900000         0.910000    55.0 %               60.0 %          0.001    0.125  best
    2  0.800000         0.950000    61.0 %               58.0 %          0.001    0.125
`,
  );
});

Deno.test("operation metrics --json has the epochs as a list, csv a row an epoch", async () => {
  const { fetch } = new ScriptedServer(script);
  const { value } = await runJson(["operation", "metrics", id, ...url], { fetch });
  assertEquals(value, { operation_id: id, operation_type: "training", metrics: epochs });
  const { stdout } = await runKtrdr(["operation", "metrics", id, "--last", "1", "-o", "csv", ...url], {
    fetch,
  });
  assertEquals(
    stdout,
    "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate,duration\n" +
      "2,0.8,0.61,0.95,0.58,0.0010000000474974513,0.125\n",
  );
});

Deno.test("operation metrics finds the history in the result where the server has forgotten the epochs", async () => {
  const { fetch } = new ScriptedServer({
    [poll]: [recorded("training: completed")],
    [metrics]: [recorded("training: metrics")],
  });
  const { stdout } = await runKtrdr(["operation", "metrics", id, ...url], { fetch });
  assertEquals(
    stdout,
    `Loss:             █▁  1.099948 → 1.046280
Validation loss:  █▁  1.064062 → 1.015394

EPOCH      LOSS  VALIDATION LOSS  ACCURACY  VALIDATION ACCURACY
    0  1.099948         1.064062    57.7 %               72.4 %
    1  1.046280         1.015394    65.5 %               70.5 %  best
`,
  );
});

Deno.test("operation metrics shows the digits that small losses need", async () => {
  const rows = [0.00029, 0.00021].map((train_loss, epoch) => ({ epoch, train_loss }));
  const { fetch } = new ScriptedServer({ ...script, [metrics]: [json({ data: { metrics: rows } })] });
  const { stdout } = await runKtrdr(["operation", "metrics", id, ...url], { fetch });
  assertEquals(stdout.split("\n").slice(2, 5), [
    "EPOCH        LOSS",
    "    0  0.00029000",
    "    1  0.00021000",
  ]);
});

Deno.test("operation metrics says that a server has thinned out the epochs, and asks it for the newest ones", async () => {
  const row = (epoch: number) => ({ ...epochs[0], epoch });
  const answer = (numbers: number[], count: number) =>
    json({ success: true, data: { operation_id: id, metrics: [numbers.map(row), count] } });
  const thinned = answer([0, 50, 99], 100);
  const all = await runKtrdr(["operation", "metrics", id, ...url], {
    fetch: new ScriptedServer({ ...script, [metrics]: [thinned] }).fetch,
  });
  assertEquals(
    all.stderr,
    "3 of 100 epochs, evenly spaced; --last <count> shows the newest ones more closely\n",
  );
  assertEquals(all.stdout.match(/^ +\d+ /gm)?.map(Number), [0, 50, 99]);
  assertEquals(all.stdout.includes("best"), false);
  const server = new ScriptedServer({ ...script, [metrics]: [thinned, answer([98, 99], 2)] });
  const newest = await runJson(["operation", "metrics", id, "--last", "2", ...url], { fetch: server.fetch });
  assertEquals(server.requests.at(-1)?.query, { last: "2" });
  assertEquals(newest.value.metrics.map((row: { epoch: number }) => row.epoch), [98, 99]);
});

Deno.test("operation metrics of an operation without epochs says so", async () => {
  const { fetch } = new ScriptedServer({
    [poll]: [recorded("backtest: completed")],
    [metrics]: [recorded("backtest: metrics")],
  });
  const { exitCode, stdout } = await runKtrdr(["operation", "metrics", id, ...url], { fetch });
  assertEquals([exitCode, stdout], [0, `No epochs: the backtesting operation ${id} is completed\n`]);
});

Deno.test("operation metrics: bad values exit with 2, an unknown id with 5, no server with 6", async () => {
  const bad = await runKtrdr(["operation", "metrics", id, "--last", "0", ...url]);
  assertEquals(bad.exitCode, 2);
  assertStringIncludes(bad.stderr, "Error: --last is '0', expected a number of epochs from 1");
  const fetch = json({ detail: "Operation not found: nope" }, { status: 404 });
  const unknown = await runJson(["operation", "metrics", "nope", ...url], { fetch });
  assertEquals([unknown.exitCode, unknown.value.message], [5, "Operation not found: nope"]);
  assertEquals((await runKtrdr(["operation", "metrics", id, ...url])).exitCode, 6);
});
