import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createDenoHost } from "../../lib/host/deno_host.ts";

const nothing: Deno.PermissionOptions = { read: false, write: false, net: false, env: false };

Deno.test({
  name: "without permission an environment variable counts as not set",
  permissions: { ...nothing, env: ["HOME"] },
  fn: () => {
    const host = createDenoHost();
    assertEquals(host.env("PATH"), undefined);
    assertEquals(host.env("HOME"), Deno.env.get("HOME"));
    host.requireVariable("HOME");
    assertThrows(() => host.requireVariable("PATH"), Deno.errors.NotCapable, 'Requires env access to "PATH"');
  },
});

Deno.test({
  name: "files, network and listeners are refused with Deno's own error, and nobody is asked",
  permissions: { ...nothing, read: ["/tmp"] },
  fn: async () => {
    const { files, fetch, serve } = createDenoHost();
    const refused = (call: () => Promise<unknown>, what: string) =>
      assertRejects(call, Deno.errors.NotCapable, `Requires ${what}, run again with`);
    const read = 'read access to "/etc/hosts"';
    await refused(() => files.readText("/etc/hosts", { limit: 1 }), read);
    await refused(() => files.exists("/etc/hosts"), read);
    await refused(() => files.stat("/etc/hosts"), read);
    await refused(() => files.list("/etc"), 'read access to "/etc"');
    await refused(() => files.listBelow("/etc"), 'read access to "/etc"');
    await refused(() => files.replaceText("/tmp/a", ""), 'write access to "/tmp"');
    await refused(() => fetch(new Request("https://example.org/a")), 'net access to "example.org:443"');
    await refused(() => fetch(new Request("http://[::1]/a", { method: "POST" })), 'net access to "[::1]:80"');
    const listen = () => serve(() => Promise.resolve(new Response()), { hostname: "127.0.0.1", port: 0 });
    await refused(() => Promise.resolve().then(listen), 'net access to "127.0.0.1:0"');
    assertEquals(await files.exists("/tmp"), true);
    assertEquals(await files.takesFolders("/tmp"), null);
  },
});
