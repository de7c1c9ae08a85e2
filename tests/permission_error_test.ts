import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { ConnectionError, KtrdrError, UsageError } from "../lib/errors.ts";
import { findSandboxFile } from "../lib/config/find_sandbox_file.ts";
import { transportErrorOf } from "../lib/client/errors/transport_error.ts";
import { storeError } from "../lib/engine/store/store_error.ts";
import { permissionErrorOf } from "../lib/permission_error.ts";
import { createFakeHost } from "./support/fake_host.ts";
import { runKtrdr } from "./support/run_ktrdr.ts";

function refuse(what: string): Error {
  return new Deno.errors.NotCapable(`Requires ${what}, run again with the --allow-some flag`);
}

const refusals: { what: string; message: string; flag: string }[] = [
  { what: 'read access to "/a/b.yaml"', message: 'read "/a/b.yaml"', flag: "--allow-read=/a/b.yaml" },
  {
    what: 'write access to "C:\\My files"',
    message: 'write to "C:\\My files"',
    flag: '--allow-write="C:\\My files"',
  },
  { what: 'write access to "/a,b"', message: 'write to "/a,b"', flag: "--allow-write=/a,,b" },
  {
    what: 'net access to "[::1]:80"',
    message: 'use the network at "[::1]:80"',
    flag: "--allow-net=[::1]:80",
  },
  { what: 'sys access to "uid"', message: 'ask the system for its "uid"', flag: "--allow-sys=uid" },
];

for (const { what, message, flag } of refusals) {
  Deno.test(`permissionErrorOf() names ${flag}`, () => {
    const error = permissionErrorOf(refuse(what));
    assertEquals(error?.message, `Deno does not permit ktrdr to ${message}`);
    assertEquals(error?.hint, `Run it with ${flag}, or with -A to permit everything`);
    assertEquals(error?.exitCode, 1);
  });
}

Deno.test("permissionErrorOf() finds what lies underneath, and leaves other errors alone", () => {
  const refusal = refuse('read access to "/a"');
  const wrapped = new UsageError("Cannot read", { cause: new Error("more", { cause: refusal }) });
  assertStrictEquals(permissionErrorOf(wrapped)?.cause, refusal);
  assertEquals(permissionErrorOf(new Error("other")), undefined);
  assertEquals(permissionErrorOf("text"), undefined);
  const ring = new Error("ring");
  ring.cause = ring;
  assertEquals(permissionErrorOf(ring), undefined);
});

Deno.test("permissionErrorOf() repeats what Deno says of a permission it has no words for", () => {
  const text = 'Requires all access to "/dev/fd/9", run again with the --allow-all flag';
  assertEquals(permissionErrorOf(new Deno.errors.NotCapable(text))?.message, text);
});

Deno.test("a request that is not permitted is no failure of the network", () => {
  const request = { method: "POST", url: "http://localhost:8000/a", answered: false };
  const error = transportErrorOf(refuse('net access to "localhost:8000"'), request);
  assert(!(error instanceof ConnectionError));
  assertEquals(error.message, 'Deno does not permit ktrdr to use the network at "localhost:8000"');
});

Deno.test("the store tells what is not permitted by its flag", () => {
  const error = storeError(refuse('write access to "/home"'), "/home/ktrdr.db");
  assert(error instanceof KtrdrError);
  assertEquals(error.hint, "Run it with --allow-write=/home, or with -A to permit everything");
});

Deno.test("a sandbox file that nobody may look for is none", async () => {
  const { files, facts } = createFakeHost();
  const closed = { ...files, exists: () => Promise.reject(refuse('read access to "/.env.sandbox"')) };
  assertEquals(await findSandboxFile({ files: closed, facts }), null);
});

Deno.test("a strategy file that may not be read is told by its flag, with exit code 1", async () => {
  const host = createFakeHost();
  const files = { ...host.files, readText: () => Promise.reject(refuse('read access to "a.yaml"')) };
  const run = await runKtrdr(["strategy", "validate", "a.yaml"], { host: { ...host, files } });
  assertEquals(run.exitCode, 1);
  assertEquals(
    run.stderr,
    'Error: Deno does not permit ktrdr to read "a.yaml"\n' +
      "Hint: Run it with --allow-read=a.yaml, or with -A to permit everything\n",
  );
});
