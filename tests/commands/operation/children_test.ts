import { assertEquals } from "@std/assert";
import { operationBody } from "../../support/operation_bodies.ts";
import { recorded, recordedId as id } from "../../support/recorded_answers.ts";
import { runBoth } from "../../support/run_both.ts";
import { runJson, runKtrdr } from "../../support/run_ktrdr.ts";
import { json, ScriptedServer } from "../../support/scripted_server.ts";

const url = ["--url", "http://server"];
const research = "op_agent_research_20260102_000000_cafe0004";
const route = `GET /operations/${research}/children`;
const rows = [
  { operation_id: "op_agent_design_1", operation_type: "agent_design", status: "completed", percentage: 100 },
  { operation_id: "op_training_2", operation_type: "training", status: "running", percentage: 44.6 },
].map(({ percentage, ...row }) => ({
  ...row,
  progress_percentage: percentage,
  current_step: row.status === "running" ? "Epoch 18/40" : null,
}));
const children = json({ success: true, data: rows, total_count: 2, active_count: 1 });
const tree = `├─ agent_design  completed  ▕████████████▏100 %  op_agent_design_1
└─ training      running    ▕█████▎      ▏ 44 %  op_training_2  Epoch 18/40
`;

Deno.test("operation children shows what an operation has started, as a tree", async () => {
  const { exitCode, stdout, routes } = await runBoth(
    [["operation", "children", research], ["ops", "children", research]],
    { [route]: [children] },
  );
  assertEquals([exitCode, stdout, routes], [0, `${research}\n${tree}`, [route]]);
  const { value } = await runJson(["operation", "children", research, ...url], {
    fetch: new ScriptedServer({ [route]: [children] }).fetch,
  });
  assertEquals(value.map((child: { operation_id: string }) => child.operation_id), [
    "op_agent_design_1",
    "op_training_2",
  ]);
});

Deno.test("operation children of one that has started none, that is unknown, that no server tells of", async () => {
  const none = new ScriptedServer({ [`GET /operations/${id}/children`]: [recorded("training: children")] });
  const { stdout } = await runKtrdr(["operation", "children", id, ...url], { fetch: none.fetch });
  assertEquals(stdout, `${id} has started no other operation\n`);
  const fetch = json({ detail: "Operation not found: nope" }, { status: 404 });
  assertEquals((await runJson(["operation", "children", "nope", ...url], { fetch })).exitCode, 5);
  assertEquals((await runKtrdr(["operation", "children", id, ...url])).exitCode, 6);
  assertEquals((await runKtrdr(["operation", "children", ...url])).exitCode, 2);
});

Deno.test("operation status of a research shows its children, too", async () => {
  const script = {
    [`GET /operations/${research}`]: [
      json(operationBody("running", { id: research, type: "agent_research", percentage: 20 })),
    ],
    [route]: [children],
  };
  const { stdout } = await runBoth([["operation", "status", research], ["status", research]], script);
  assertEquals(
    stdout,
    `Operation:  ${research}
Type:       agent_research
Status:     running
Progress:   20 %
Created:    2026-01-01

Children
${tree}`,
  );
  const { value } = await runJson(["status", research, ...url], { fetch: new ScriptedServer(script).fetch });
  assertEquals([value.operation_id, value.children.length], [research, 2]);
});
