import { assertEquals } from "@std/assert";
import { sweepOrphans } from "../../../lib/engine/jobs/sweep_orphans.ts";
import { openStore } from "../../../lib/engine/store/open_store.ts";
import { newOperation, temporaryStore } from "../store/temporary_store.ts";

Deno.test("sweepOrphans() fails what an ended process ran, says whether it can be resumed, and leaves the rest", () => {
  using temporary = temporaryStore();
  const { store, clock } = temporary;
  using alive = openStore({ home: store.home, now: clock.now });
  store.operations.insert(newOperation("living", { owner: alive.processes.beat() }));
  {
    using gone = openStore({ home: store.home, now: clock.now });
    const owner = gone.processes.beat();
    for (const id of ["saved", "unsaved"]) gone.operations.insert(newOperation(id, { owner }));
    gone.checkpoints.save({ operationId: "saved", type: "periodic", summary: {} }, 1);
  }
  assertEquals(
    sweepOrphans(store, clock.now).map(({ operation_id: id, error_message }) => [id, error_message]),
    [
      ["saved", "Engine stopped while the operation ran (it can be resumed from its checkpoint)"],
      ["unsaved", "Engine stopped while the operation ran (it saved no checkpoint)"],
    ],
  );
  assertEquals(sweepOrphans(store, clock.now), []);
  assertEquals(store.operations.find("living")?.status, "pending");
});
