import { assertEquals } from "@std/assert";
import { oneJsonValue, programCommand } from "../support/processes.ts";
import { openWorkplace } from "./workplace.ts";

/** More than the 64 KiB that a pipe holds. */
const show = ["data", "show", "SPX", "--rows", "1200", "--embedded"];

Deno.test("a reader that leaves early ends a command quietly", async () => {
  await using place = await openWorkplace();
  for (const args of [show, [...show, "--json"]]) {
    const child = programCommand(args, place).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    await reader.cancel();
    const [{ code }, stderr] = await Promise.all([child.status, new Response(child.stderr).text()]);
    assertEquals([code, stderr], [0, ""]);
  }
});

Deno.test("everything arrives through a pipe that is read slowly", async () => {
  await using place = await openWorkplace();
  const child = programCommand([...show, "--json"], place).spawn();
  const reader = child.stdout.getReader({ mode: "byob" });
  let stdout = "";
  for (let buffer = new Uint8Array(4096);;) {
    const { done, value } = await reader.read(buffer);
    if (done) break;
    stdout += new TextDecoder().decode(value);
    buffer = new Uint8Array(value.buffer);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { code } = await child.status;
  const outcome = { code, stdout, stderr: await new Response(child.stderr).text() };
  assertEquals([outcome.code, outcome.stderr], [0, ""]);
  assertEquals(oneJsonValue(outcome).data.length, 1200);
});
