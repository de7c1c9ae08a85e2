import { assertEquals, assertThrows } from "@std/assert";
import { type Operation, operationSchema } from "../../lib/contract/operation.ts";
import { ChildWatch } from "../../lib/operations/child_watch.ts";
import { operationBody } from "../support/operation_bodies.ts";
import { type ScriptedClient, scriptedClient } from "../support/scripted_client.ts";
import { json, type Responder } from "../support/scripted_server.ts";

/** A research that has a training going. */
function researchWith(trainingId: string): Operation {
  return operationSchema.parse(
    operationBody("running", {
      type: "agent_research",
      metadata: { parameters: { phase: "training", training_op_id: trainingId } },
    }).data,
  );
}

function training(id: string, ...answers: Responder[]): ScriptedClient {
  return scriptedClient({ [`GET /operations/${id}`]: answers });
}

/** Lets a watch go on until it waits. */
async function settle(world: ScriptedClient): Promise<void> {
  await world.client.delay(1);
  await world.client.delay(60_000);
}

Deno.test("ChildWatch tells of the operation that a research has going, until it has ended", async () => {
  const answer = (status: string, percentage: number) =>
    json(operationBody(status, { id: "op_2", percentage }));
  await using world = training("op_2", answer("running", 10), answer("completed", 100));
  const seen: [string, number][] = [];
  using watch = new ChildWatch(world.client, {
    onProgress: ({ status, progress }) => seen.push([status, progress.percentage]),
  });
  watch.update(researchWith("op_2"));
  await settle(world);
  watch.update(researchWith("op_2"));
  assertEquals([watch.childId, seen], ["op_2", [["running", 10], ["completed", 100]]]);
});

Deno.test("ChildWatch loses nothing over a child that the server does not show", async () => {
  await using world = training("op_2", json({ detail: "Not allowed" }, { status: 403 }));
  using watch = new ChildWatch(world.client, { onProgress: () => {} });
  watch.update(researchWith("op_2"));
  await settle(world);
  watch.update(researchWith("op_2"));
  assertEquals(world.server.count("GET /operations/op_2"), 1);
});

Deno.test("ChildWatch throws a mistake in the program at the next update", async () => {
  await using world = training("op_2", json(operationBody("running", { id: "op_2" })));
  using watch = new ChildWatch(world.client, {
    onProgress: () => {
      throw new TypeError("x is undefined");
    },
  });
  watch.update(researchWith("op_2"));
  await settle(world);
  assertThrows(() => watch.update(researchWith("op_2")), TypeError, "x is undefined");
  assertThrows(() => watch.update(researchWith("op_3")), TypeError, "x is undefined");
});
