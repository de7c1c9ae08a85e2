import { assert, assertEquals } from "@std/assert";
import { capacityFor } from "../../lib/host/http/capacity.ts";

Deno.test("a server takes so many connections that descriptors are left for its jobs, and a thousand at most", () => {
  assertEquals(capacityFor(1_048_576, 8), { connections: 1_000, backlog: 511 });
  for (const limit of [1, 20, 64, 100, 256, 1_024, 4_096]) {
    for (const cores of [1, 2, 16]) {
      const { connections, backlog } = capacityFor(limit, cores);
      assert(connections >= 1 && backlog >= 1);
      if (limit >= 1_024) assert(connections + 2 * backlog <= limit - 64 - cores * 16);
    }
  }
});
