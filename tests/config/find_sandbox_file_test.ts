import { assertEquals, assertRejects } from "@std/assert";
import { findSandboxFile, sandboxValue } from "../../lib/config/find_sandbox_file.ts";
import { UsageError } from "../../lib/errors.ts";
import { createFakeHost } from "../support/fake_host.ts";

Deno.test("findSandboxFile() takes the nearest file above the working directory", async () => {
  const files = { "/a/.env.sandbox": "KTRDR_API_PORT=1", "/a/b/.env.sandbox": "KTRDR_API_PORT=2" };
  const host = createFakeHost({ files, workingDirectory: "/a/b/c/d" });
  assertEquals(await findSandboxFile(host), { path: "/a/b/.env.sandbox", text: "KTRDR_API_PORT=2" });
});

Deno.test("findSandboxFile() looks into ten folders, and no further than the root", async () => {
  const files = { "/.env.sandbox": "KTRDR_API_PORT=1" };
  const near = createFakeHost({ files, workingDirectory: "/1/2/3/4/5/6/7/8/9" });
  assertEquals((await findSandboxFile(near))?.path, "/.env.sandbox");
  const far = createFakeHost({ files, workingDirectory: "/1/2/3/4/5/6/7/8/9/10" });
  assertEquals(await findSandboxFile(far), null);
  assertEquals(await findSandboxFile(createFakeHost({ workingDirectory: "/1" })), null);
});

Deno.test("findSandboxFile() says so when the file cannot be read", async () => {
  const host = createFakeHost({ files: { "/a/.env.sandbox/x": "" }, workingDirectory: "/a" });
  await assertRejects(() => findSandboxFile(host), UsageError, '"/a/.env.sandbox"');
});

Deno.test("sandboxValue() reads plain lines, the last one wins", () => {
  const text =
    "# KTRDR_API_PORT=1\n\nOTHER=x\r\n KTRDR_API_PORT = 8001 \nKTRDR_API_PORT=8002\nno equals sign";
  assertEquals(sandboxValue({ path: "f", text }, "KTRDR_API_PORT"), { value: "8002", line: 5 });
  assertEquals(sandboxValue({ path: "f", text }, "ABSENT"), undefined);
});
