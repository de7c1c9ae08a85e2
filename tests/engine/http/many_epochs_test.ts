import { assertEquals } from "@std/assert";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { newOperation } from "../store/temporary_store.ts";
import { openTestEngine } from "./test_engine.ts";

const count = 20_000;

Deno.test("answers about a training of very many epochs stay small, and say how many there are", async () => {
  await using engine = await openTestEngine();
  {
    using store = openStore({ home: engine.home });
    store.operations.insert(newOperation("long"));
    const epochs = Array.from({ length: count }, (_, epoch) => ({ epoch, train_loss: 1 / (1 + epoch) }));
    store.operations.addEpochs("long", epochs);
    store.operations.change("long", { status: "completed" });
    const summary = { operation_type: "training", epoch: count / 2 - 1 };
    store.checkpoints.save({ operationId: "long", type: "periodic", summary }, { nextEpoch: count / 2 });
  }
  const rowsOf = async (query: string) => {
    const { body } = await engine.get(`/operations/long/metrics${query}`);
    const [rows, total] = body.data.metrics;
    return [rows.length, rows[0].epoch, rows.at(-1).epoch, total];
  };
  assertEquals(await rowsOf(""), [1000, 0, count - 1, count]);
  assertEquals(await rowsOf("?last=5000"), [1000, count - 5000, count - 1, 5000]);
  assertEquals(await rowsOf("?last=20"), [20, count - 20, count - 1, 20]);
  const { body: operation } = await engine.get("/operations/long");
  assertEquals([operation.data.metrics.epochs[0].length, operation.data.metrics.epochs[1]], [100, count]);
  const { body: checkpoint } = await engine.get("/checkpoints/long");
  const { epoch, train_loss } = checkpoint.data.state.training_history;
  assertEquals([epoch.length, epoch[0], epoch.at(-1)], [1000, 0, count / 2 - 1]);
  assertEquals(train_loss.at(-1), 2 / count);
  const { body: list } = await engine.get("/checkpoints");
  const { training_history: short } = list.data[0].state_summary;
  assertEquals([short.epoch.length, short.epoch[0], short.epoch.at(-1)], [100, 0, count / 2 - 1]);
  assertEquals(short.train_loss.at(-1), 2 / count);
});
