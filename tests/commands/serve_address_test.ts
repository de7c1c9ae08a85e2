import { assertEquals } from "@std/assert";
import { createFakeHost } from "../support/fake_host.ts";
import { runJson } from "../support/run_ktrdr.ts";
import { whileServing } from "../support/while_serving.ts";

/** Whether this machine has addresses of version 6. */
const hasVersion6 = (() => {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
})();

Deno.test({
  name: "serve --host ::1 prints an address that works, and knows its own names",
  ignore: !hasVersion6,
  fn: async () => {
    const run = await whileServing(["--host", "::1"], async ({ url, port }) => {
      assertEquals(url, `http://[::1]:${port}`);
      const client = (address: string) =>
        runJson(["model", "list", "--url", address], {
          host: createFakeHost({ time: "real", fetch: (request) => fetch(request) }),
        });
      for (const address of [url, `[::1]:${port}`]) assertEquals((await client(address)).value, []);
    });
    // Who is on this machine only needs no token.
    assertEquals(run.stderr, "Ctrl+C stops it\nStopping\n");
  },
});
